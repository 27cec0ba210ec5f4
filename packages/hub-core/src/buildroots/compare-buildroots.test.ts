import { expect, it } from 'vitest';
import { type BuildrootComparison, TASK_STATES, type TaskOverview } from '@kojikit/protocol';
import { type Caller, eachDatabase, type TestHub } from '@kojikit/testing';
import sql from 'sql-template-tag';
import { asHub } from '../rpc/as-hub.js';

const RPM = { arch: 'x86_64', payloadhash: '0'.repeat(32), size: 1, buildtime: 1 };

/** A task buildArch with a buildroot that holds RPMs of the external repo `ext`. */
async function builtWith(
  { hub, host, builder, repo }: { hub: TestHub; host: number; builder: Caller; repo: number },
  installed: readonly string[],
  { srpm = 'tasks/1/1/hello-1.0-1.src.rpm', arch = 'x86_64' } = {},
): Promise<{ task: number; buildroot: number }> {
  const params = [srpm, 1, arch, true, { repo_id: repo }];
  const open = { state: TASK_STATES.OPEN, hostId: host };
  const { id: task } = await hub.rows.task({ ...open, method: 'buildArch', params });
  const buildroot = await builder.call<number>('host.newBuildRoot', [repo, arch, task]);
  const rpms = installed.map((nv) => {
    const [name, version] = nv.split('=');
    return { ...RPM, name, version, release: '1', epoch: null, location: 'ext' };
  });
  await builder.call('host.setBuildRootList', [buildroot, rpms, task]);
  return { task, buildroot };
}

/** A complete build of hello whose RPM came out of a buildroot. */
async function goodBuild(hub: TestHub, version: string, buildroot: number): Promise<number> {
  const { id } = await hub.rows.build({ name: 'hello', version });
  await asHub(hub.hub.parts, 'test rows', async (ctx) => {
    const row = { build_id: id, buildroot_id: buildroot, draft: false, external_repo_id: 0, ...RPM };
    await ctx.db.insert('rpminfo', { ...row, name: 'hello', version, release: '1' });
    const later = ctx.db.dialect.moment(1_767_225_600 + id);
    await ctx.db.update('build', { completion_time: later }, sql`id = ${id}`);
  });
  return id;
}

async function site(hub: TestHub, tags: readonly string[]) {
  await (await hub.as('kojiadmin')).call('createExternalRepo', ['ext', 'http://ext.example.com/']);
  const host = await hub.rows.host();
  const builder = await hub.as(host.name);
  await builder.call('exclusiveSession');
  const repos: number[] = [];
  for (const name of tags) {
    await hub.rows.tag({ name, arches: 'x86_64' });
    repos.push((await builder.call<[number, number]>('host.repoInit', [name]))[0]);
  }
  return repos.map((repo) => ({ hub, host: host.id, builder, repo }));
}

/** What the page of the task tells once it has failed. */
async function compare(hub: TestHub, task: number): Promise<BuildrootComparison | null> {
  await hub.database.transaction((db) => db.update('task', { state: TASK_STATES.FAILED }, sql`id = ${task}`));
  const { failure } = await hub.anonymous.call<TaskOverview>('describeTask', [task]);
  expect(failure).toMatchObject({ task_id: task });
  return failure!.comparison;
}

eachDatabase('the buildroots of a task and of the last good build', (open) => {
  it('are compared: what has changed, come and gone', async () => {
    const hub = await open();
    const [place] = await site(hub, ['f42-build']);
    const older = await builtWith(place!, ['gcc=12']);
    await goodBuild(hub, '0.8', older.buildroot);
    const good = await builtWith(place!, ['bash=5', 'gcc=13', 'perl=5', 'sed=4']);
    const build = await goodBuild(hub, '0.9', good.buildroot);
    const bad = await builtWith(place!, ['bash=5', 'gcc=14', 'sed=4', 'zlib=1']);
    const found = await compare(hub, bad.task);
    expect(found).toMatchObject({
      buildroot_id: bad.buildroot,
      tag_name: 'f42-build',
      arch: 'x86_64',
      good: { build_id: build, nvr: 'hello-0.9-1', buildroot_id: good.buildroot, task_id: good.task },
      counts: { changed: 1, added: 1, removed: 1 },
    });
    expect(found!.changed.map(({ before, now }) => [now.name, before.version, now.version])).toEqual([
      ['gcc', '13', '14'],
    ]);
    expect([found!.added, found!.removed].map((rpms) => rpms.map(({ name }) => name))).toEqual([
      ['zlib'],
      ['perl'],
    ]);
    const many = [...Array(60).keys()].map((number) => `package-${number}=1`);
    const other = await compare(hub, (await builtWith(place!, many)).task);
    expect(other).toMatchObject({ counts: { changed: 0, added: 60, removed: 4 } });
    expect([other!.added.length, other!.removed.length]).toEqual([50, 4]);
  });

  it('are those of the same tag where the package was built for it, and of the same arch always', async () => {
    const hub = await open();
    const [here, there] = await site(hub, ['f42-build', 'f43-build']);
    const same = await builtWith(here!, ['gcc=13']);
    await goodBuild(hub, '0.8', same.buildroot);
    const other = await builtWith(there!, ['gcc=14']);
    await goodBuild(hub, '0.9', other.buildroot);
    const bad = await builtWith(here!, ['gcc=12']);
    expect(await compare(hub, bad.task)).toMatchObject({ good: { nvr: 'hello-0.8-1' } });
    const foreign = await builtWith(here!, ['gcc=12'], { arch: 'aarch64' });
    expect(await compare(hub, foreign.task)).toBeNull();
  });

  it('are nothing for a task without a filled buildroot, or whose package was never built', async () => {
    const hub = await open();
    const [place] = await site(hub, ['f42-build']);
    const empty = await builtWith(place!, []);
    expect(await compare(hub, empty.task)).toBeNull();
    const first = await builtWith(place!, ['gcc=12'], { srpm: 'new-1-1.src.rpm' });
    expect(await compare(hub, first.task)).toBeNull();
    const odd = await builtWith(place!, ['gcc=12'], { srpm: 'no package' });
    expect(await compare(hub, odd.task)).toBeNull();
    const { id } = await hub.rows.task({ method: 'newRepo', params: ['f42-build'] });
    expect(await compare(hub, id)).toBeNull();
    const same = await builtWith(place!, ['gcc=12']);
    await goodBuild(hub, '0.9', same.buildroot);
    const like = await builtWith(place!, ['gcc=12']);
    expect(await compare(hub, like.task)).toMatchObject({ counts: { changed: 0, added: 0, removed: 0 } });
  });
});
