import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { eachDatabase, type Caller, type TestHub } from '@kojikit/testing';
import { expect, it } from 'vitest';
import type { HubEvents, TaggedBuild } from '@kojikit/protocol';
import sql from 'sql-template-tag';
import { defineHubPlugin } from '../plugins/define-hub-plugin.js';
import { asHub } from '../rpc/as-hub.js';

/** A plugin that notes what it is told. */
function listener() {
  const heard: string[] = [];
  const note =
    (name: string) =>
    (ctx: unknown, data: HubEvents['preUntag']): void => {
      const members = Object.keys(data).sort().join(' ');
      heard.push(`${name} ${data.build.nvr} ${data.tag.name} ${String(data.user['name'])} (${members})`);
    };
  const plugin = defineHubPlugin({
    name: 'listener',
    on: {
      preTag: note('preTag') as never,
      postTag: note('postTag') as never,
      preUntag: note('preUntag'),
      postUntag: note('postUntag'),
    },
  });
  return { plugin, heard };
}

async function nvrs(caller: Caller, tag: string): Promise<string[]> {
  return ((await caller.call('listTagged', [tag])) as TaggedBuild[]).map((build) => build.nvr);
}

async function draftWithRpm(hub: TestHub): Promise<number> {
  const { id } = await hub.rows.build({ name: 'tool', release: '1,draft_1' });
  await asHub(hub.hub.parts, 'test rows', async (ctx) => {
    await ctx.db.update('build', { draft: true }, sql`id = ${id}`);
    await ctx.db.insert('rpminfo', {
      build_id: id,
      name: 'tool',
      version: '1.0',
      release: '1',
      arch: 'noarch',
      draft: true,
      external_repo_id: 0,
      payloadhash: '0'.repeat(32),
      size: 1,
      buildtime: 1,
    });
  });
  return id;
}

eachDatabase('tagging', (open) => {
  it('tells handlers before and after, and what a refusal undoes is told before alone', async () => {
    const { plugin, heard } = listener();
    const hub = await open({ plugins: [plugin] });
    const admin = await hub.as('kojiadmin');
    await hub.rows.tag({ name: 'dest', packages: ['tool'] });
    await hub.rows.build({ name: 'tool' });
    await admin.call('tagBuildBypass', ['dest', 'tool-1.0-1']);
    await expect(admin.call('tagBuildBypass', ['dest', 'tool-1.0-1'])).rejects.toThrow(
      'build tool-1.0-1 already tagged (dest)',
    );
    await admin.call('untagBuild', ['dest', 'tool-1.0-1']);
    const tagging = 'tool-1.0-1 dest kojiadmin (build force tag user)';
    const untagging = 'tool-1.0-1 dest kojiadmin (build force strict tag user)';
    expect(heard).toEqual([
      `preTag ${tagging}`,
      `postTag ${tagging}`,
      `preTag ${tagging}`,
      `preUntag ${untagging}`,
      `postUntag ${untagging}`,
    ]);
  });

  it('again by force makes a build the latest', async () => {
    const hub = await open();
    const admin = await hub.as('kojiadmin');
    const tag = await hub.rows.tag({ name: 'dest', packages: ['tool'] });
    for (const version of ['1', '2']) await hub.rows.build({ name: 'tool', version, tags: [tag.id] });
    expect(await nvrs(admin, 'dest')).toEqual(['tool-2-1', 'tool-1-1']);
    await admin.call('tagBuildBypass', ['dest', 'tool-1-1'], { force: true });
    expect(await nvrs(admin, 'dest')).toEqual(['tool-1-1', 'tool-2-1']);
  });

  it('refuses builds that are not complete, even by force', async () => {
    const hub = await open();
    const admin = await hub.as('kojiadmin');
    await hub.rows.tag({ name: 'dest', packages: ['tool'] });
    await hub.rows.build({ name: 'tool', state: 3 });
    const text = 'build tool-1.0-1 not complete: state FAILED';
    await expect(admin.call('tagBuild', ['dest', 'tool-1.0-1', true])).rejects.toThrow(text);
    await expect(admin.call('massTag', ['dest', ['tool-1.0-1']])).rejects.toThrow(text);
  });

  it('asks the policy, which an admin may pass by force', async () => {
    const hub = await open({
      config: '[policy]\ntag =\n  operation untag :: deny kept for good\n  all :: allow\n',
    });
    const admin = await hub.as('kojiadmin');
    const tag = await hub.rows.tag({ name: 'dest', packages: ['tool'] });
    await hub.rows.build({ name: 'tool', tags: [tag.id] });
    await expect(admin.call('untagBuild', ['dest', 'tool-1.0-1'])).rejects.toThrow(
      'policy violation (tag): kept for good',
    );
    await admin.call('untagBuild', ['dest', 'tool-1.0-1'], { force: true });
    expect(await nvrs(admin, 'dest')).toEqual([]);
  });

  it('moves all builds of a package by tasks that wait for one another', async () => {
    const hub = await open();
    const admin = await hub.as('kojiadmin');
    const from = await hub.rows.tag({ name: 'from', packages: ['tool'] });
    const to = await hub.rows.tag({ name: 'to', packages: ['tool'] });
    const old = await hub.rows.build({ name: 'tool', version: '1', tags: [from.id] });
    const young = await hub.rows.build({ name: 'tool', version: '2', tags: [from.id] });
    const [first, second] = (await admin.call('moveAllBuilds', ['from', 'to', 'tool'])) as [number, number];
    const request = (task: number) => admin.call('getTaskRequest', [task]);
    const move = (build: number) => [['tagBuild', [to.id, build, false, from.id], { priority: 15 }]];
    expect(await request(first)).toEqual([[], move(old.id)]);
    expect(await request(second)).toEqual([[first], move(young.id)]);
  });
});

eachDatabase('snapshots of tags', (open) => {
  it('are copied to a new tag without their settings', async () => {
    const hub = await open();
    const admin = await hub.as('kojiadmin');
    await admin.call('createTag', ['settings'], { arches: 'x86_64', extra: { a: 1 } });
    await admin.call('packageListAdd', ['settings', 'bash', 'alice']);
    await admin.call('snapshotTag', ['settings', 'packages'], { config: false });
    expect(await admin.call('getTag', ['packages'])).toMatchObject({ arches: '', extra: {}, locked: false });
    expect(await admin.call('getPackageConfig', ['packages', 'bash'])).toMatchObject({ owner_name: 'alice' });
  });

  it('copy packages, builds in their order and groups', async () => {
    const hub = await open();
    const admin = await hub.as('kojiadmin');
    const base = await hub.rows.tag({ name: 'base', packages: ['lib'] });
    const source = await hub.rows.tag({ name: 'source', parents: [base.id], packages: ['tool'] });
    await hub.rows.build({ name: 'lib', tags: [base.id] });
    for (const version of ['1', '2']) await hub.rows.build({ name: 'tool', version, tags: [source.id] });
    await admin.call('groupListAdd', ['source', 'build']);
    await admin.call('groupPackageListAdd', ['source', 'build', 'bash']);
    await admin.call('snapshotTag', ['source', 'copy'], { latest_only: false });
    expect(await nvrs(admin, 'copy')).toEqual(['tool-2-1', 'tool-1-1', 'lib-1.0-1']);
    const [group] = (await admin.call('getTagGroups', ['copy'])) as { packagelist: { package: string }[] }[];
    expect(group!.packagelist.map((entry) => entry.package)).toEqual(['bash']);
  });

  it('bring an existing tag to the contents of another, and take out the rest when told to', async () => {
    const hub = await open();
    const admin = await hub.as('kojiadmin');
    const source = await hub.rows.tag({ name: 'source', packages: ['tool', 'extra'] });
    const dest = await hub.rows.tag({ name: 'dest', packages: ['tool', 'extra'] });
    const [one, two] = [
      await hub.rows.build({ name: 'tool', version: '1', tags: [source.id] }),
      await hub.rows.build({ name: 'tool', version: '2', tags: [source.id, dest.id] }),
    ];
    await hub.rows.build({ name: 'tool', version: '3', tags: [dest.id] });
    await hub.rows.build({ name: 'extra', tags: [dest.id] });
    await admin.call('massTag', ['dest', [one.name]]);
    for (const group of ['kept', 'gone']) {
      await admin.call('groupListAdd', ['dest', group]);
      await admin.call('groupPackageListAdd', ['dest', group, 'old']);
    }
    await admin.call('groupListAdd', ['source', 'kept']);
    await admin.call('groupPackageListAdd', ['source', 'kept', 'new']);

    const options = { config: false, latest_only: false, force: true };
    await admin.call('snapshotTagModify', ['source', 'dest'], options);
    const tools = (await nvrs(admin, 'dest')).filter((nvr) => nvr.startsWith('tool'));
    expect(tools).toEqual([two.name, one.name, 'tool-3-1']);
    await admin.call('snapshotTagModify', ['source', 'dest'], { ...options, remove: true });
    expect(await nvrs(admin, 'dest')).toEqual([two.name, one.name]);
    const groups = (await admin.call('getTagGroups', ['dest'])) as {
      name: string;
      packagelist: { package: string }[];
    }[];
    expect(groups.map((group) => [group.name, group.packagelist.map((entry) => entry.package)])).toEqual([
      ['kept', ['new']],
    ]);
  });
});

eachDatabase('promotion of drafts', (open) => {
  it('renames the build with its folder, and its rpms are drafts no more', async () => {
    const hub = await open({ users: [{ name: 'carol', permissions: ['draft-promoter'] }] });
    const carol = await hub.as('carol');
    const id = await draftWithRpm(hub);
    const folder = (release: string) => join(hub.topdir, 'packages', 'tool', '1.0', release);
    await mkdir(folder('1,draft_1'), { recursive: true });
    await writeFile(join(folder('1,draft_1'), 'file'), 'content');
    const promoted = (await carol.call('promoteBuild', [id])) as Record<string, unknown>;
    expect(promoted).toMatchObject({ id, nvr: 'tool-1.0-1', draft: false, promoter_name: 'carol' });
    expect(await readFile(join(folder('1'), 'file'), 'utf8')).toBe('content');
    expect(await carol.call('describeBuild', [id])).toMatchObject({
      decisions: [{ policy: 'draft_promotion', rule: 'has_perm draft-promoter :: allow', rule_number: '1' }],
    });
    const drafts = await asHub(hub.hub.parts, 'test', (ctx) =>
      ctx.db.value(sql`SELECT COUNT(*) FROM rpminfo WHERE build_id = ${id} AND draft IS TRUE`),
    );
    expect(Number(drafts)).toBe(0);
    await expect(carol.call('promoteBuild', [id])).rejects.toThrow('Not a draft build');
  });
});
