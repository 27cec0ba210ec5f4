import { mkdir, readdir, readFile, readlink, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { eachDatabase, type Caller, type TestHub } from '@kojikit/testing';
import { expect, it } from 'vitest';
import { REPO_STATES } from '@kojikit/protocol';
import { asHub } from '../rpc/as-hub.js';

/** A distRepo task that a builder works on, and its subtask for x86_64. */
interface Begun {
  readonly admin: Caller;
  readonly builder: Caller;
  readonly repo: number;
  readonly subtask: number;
  /** The folder of the subtask's output below `work`. */
  readonly output: string;
  readonly folder: string;
}

async function builderOf(hub: TestHub, name: string): Promise<Caller> {
  await hub.rows.host({ name, channels: [1, 2] });
  const builder = await hub.as(name);
  await builder.call('exclusiveSession');
  return builder;
}

async function begin(hub: TestHub): Promise<Begun> {
  await hub.rows.tag({ name: 'dist', arches: 'x86_64', packages: ['tool'] });
  const admin = await hub.as('kojiadmin');
  const builder = await builderOf(hub, 'builder1');
  const work = async (task: number) => {
    await admin.call('assignTask', [task, 'builder1']);
    await builder.call('host.openTask', [task]);
  };
  const task = await admin.call<number>('distRepo', ['dist', ['12345678']], { arch: ['x86_64'] });
  await work(task);
  const { request } = await admin.call<{ request: [string, number] }>('getTaskInfo', [task, true]);
  const repo = request[1];
  const subtask = await builder.call<number>('host.subtask', ['createdistrepo', ['dist', repo, 'x86_64']], {
    parent: task,
    label: 'x86_64',
  });
  await work(subtask);
  const folder = join(hub.topdir, 'repos-dist', 'dist', String(repo));
  return { admin, builder, repo, subtask, output: `tasks/${subtask % 10000}/${subtask}`, folder };
}

/** Uploads what a subtask leaves: files by their paths, with a manifest of all but the list of packages. */
async function leave(
  { builder, output }: Begun,
  files: Readonly<Record<string, string>>,
  { packages = {}, manifest = Object.keys(files) }: { packages?: object; manifest?: unknown } = {},
): Promise<void> {
  for (const [path, content] of Object.entries(files)) {
    const [name = '', ...folders] = path.split('/').reverse();
    await builder.upload([output, ...folders.reverse()].join('/'), name, content);
  }
  await builder.upload(output, 'kojipkgs', JSON.stringify(packages));
  await builder.upload(output, 'repo_manifest', JSON.stringify(manifest));
}

/** Adds an RPM of a build of the package `tool` past the API, with its file. Returns what a builder lists of it. */
async function addRpm(hub: TestHub): Promise<Readonly<Record<string, unknown>>> {
  const build = await hub.rows.build({ name: 'tool' });
  const row = {
    name: 'tool',
    version: '1.0',
    release: '1',
    arch: 'x86_64',
    size: 4,
    payloadhash: '0'.repeat(32),
    build_id: build.id,
  };
  const id = await asHub(hub.hub.parts, 'test rows', (ctx) =>
    ctx.db.insertReturningId('rpminfo', { ...row, draft: false, external_repo_id: 0, buildtime: 1 }),
  );
  const path = join(hub.topdir, 'packages/tool/1.0/1/x86_64');
  await mkdir(path, { recursive: true });
  await writeFile(join(path, 'tool-1.0-1.x86_64.rpm'), 'tool');
  return { ...row, id, epoch: null, sigkey: null };
}

eachDatabase('dist repos', (open) => {
  it('take in the files of a subtask and links to the packages', async () => {
    const hub = await open();
    const begun = await begin(hub);
    const { builder, repo, folder, output } = begun;
    const files = {
      './pkglist': 'x\n',
      'repodata/repomd.xml': '<repomd/>',
      'debug/repodata/repomd.xml': '<r/>',
    };
    await leave(begun, files, { packages: { 'tool-1.0-1.x86_64.rpm': await addRpm(hub) } });
    await builder.call('host.distRepoMove', [repo, output, 'x86_64']);
    await builder.call('host.repoDone', [repo, {}]);
    expect((await readdir(join(folder, 'x86_64'))).sort()).toEqual([
      'Packages',
      'debug',
      'pkglist',
      'repodata',
    ]);
    expect(await readFile(join(folder, 'x86_64/Packages/t/tool-1.0-1.x86_64.rpm'), 'utf8')).toBe('tool');
    expect(await readlink(join(folder, '../latest'))).toBe(String(repo));
    expect(await builder.call('repoInfo', [repo])).toMatchObject({ state: REPO_STATES.READY, dist: true });
  });

  it('are the business of the builder that works on their task alone', async () => {
    const hub = await open();
    const begun = await begin(hub);
    const { repo, output, folder } = begun;
    await leave(begun, { 'repodata/repomd.xml': '<repomd/>' });
    const other = await builderOf(hub, 'builder2');
    const refusal = new RegExp(`^host \\d+ does not own the task that makes dist repo ${repo}$`);
    await expect(other.call('host.distRepoMove', [repo, output, 'x86_64'])).rejects.toThrow(refusal);
    await expect(other.call('host.repoDone', [repo, {}])).rejects.toThrow(refusal);
    expect(await readdir(join(folder, 'x86_64'))).toEqual([]);
    expect(await other.call('repoInfo', [repo])).toMatchObject({ state: REPO_STATES.INIT });
  });

  it('take nothing from other tasks and from what people have uploaded', async () => {
    const hub = await open();
    const begun = await begin(hub);
    const { admin, builder, repo } = begun;
    for (const name of ['kojipkgs', 'repo_manifest'])
      await admin.upload('mine', name, name === 'kojipkgs' ? '{}' : '[]');
    const { id } = await hub.rows.task({ method: 'createdistrepo' });
    for (const folder of ['mine', `tasks/${id}/${id}`, `${begun.output}/../../..`, '.']) {
      await expect(builder.call('host.distRepoMove', [repo, folder, 'x86_64'])).rejects.toThrow(
        /is not the output of a subtask of task \d+$/,
      );
    }
    expect(await readdir(join(hub.topdir, 'work/mine'))).toContain('repo_manifest');
  });

  it.each([
    ['../../secret'],
    ['/etc/passwd'],
    ['repodata/../../x'],
    ['Packages/t/tool-1.0-1.x86_64.rpm'],
    ['./Packages/../Packages/x'],
    [''],
    [7],
  ])('refuse a manifest with the path %j, and move nothing', async (path) => {
    const hub = await open();
    const begun = await begin(hub);
    const { builder, repo, output, folder } = begun;
    await writeFile(join(hub.topdir, 'work', 'secret'), 'secret');
    await leave(begun, { pkglist: '' }, { manifest: ['pkglist', path] });
    await expect(builder.call('host.distRepoMove', [repo, output, 'x86_64'])).rejects.toThrow(
      'Invalid file name',
    );
    expect(await readdir(join(folder, 'x86_64'))).toEqual([]);
  });

  it('refuse links out of the output of the subtask', async () => {
    const hub = await open();
    const begun = await begin(hub);
    await writeFile(join(hub.topdir, 'secret'), 'secret');
    await leave(begun, { pkglist: '' }, { manifest: ['pkglist', 'link'] });
    await symlink(join(hub.topdir, 'secret'), join(hub.topdir, 'work', begun.output, 'link'));
    const move = begun.builder.call('host.distRepoMove', [begun.repo, begun.output, 'x86_64']);
    await expect(move).rejects.toThrow('Invalid upload path');
    expect(await readdir(join(begun.folder, 'x86_64'))).toEqual([]);
  });

  it('refuse packages that are not what the database says, and names that lead elsewhere', async () => {
    const hub = await open();
    const begun = await begin(hub);
    const tool = await addRpm(hub);
    const move = async (packages: object) => {
      await leave(begun, {}, { packages, manifest: [] });
      return begun.builder.call('host.distRepoMove', [begun.repo, begun.output, 'x86_64']);
    };
    const name = 'tool-1.0-1.x86_64.rpm';
    await expect(move({ [name]: { ...tool, payloadhash: 'f' } })).rejects.toThrow(
      `kojipkgs entry does not match db: file ${name}, key payloadhash`,
    );
    await expect(move({ [name]: { ...tool, sigkey: '../../x' } })).rejects.toThrow('Invalid signing key');
    await expect(move({ [`../${name}`]: tool })).rejects.toThrow('Invalid file name');
    await expect(move({ '..': tool })).rejects.toThrow('Invalid file name');
    await expect(move({ [name]: { ...tool, sigkey: '0badbad0' } })).rejects.toThrow(
      /^package file missing: .*data.signed.0badbad0.x86_64.tool-1\.0-1\.x86_64\.rpm$/,
    );
    await expect(
      begun.builder.call('host.distRepoMove', [begun.repo, begun.output, '../x86_64']),
    ).rejects.toThrow('Invalid arch');
    expect(await begun.builder.call('repoInfo', [begun.repo])).toMatchObject({ state: REPO_STATES.INIT });
  });

  it('are not begun for tags and arches that lead elsewhere', async () => {
    const hub = await open();
    for (const name of ['..', '../..', 'dist']) await hub.rows.tag({ name, arches: 'x86_64' });
    const admin = await hub.as('kojiadmin');
    const make = (tag: string, arch: string[]) => admin.call('distRepo', [tag, []], { arch });
    await expect(make('..', ['x86_64'])).rejects.toThrow('Invalid repo folder');
    await expect(make('../..', ['x86_64'])).rejects.toThrow('Invalid repo folder');
    await expect(make('dist', ['../../x'])).rejects.toThrow('an arch is a plain word');
    await expect(make('dist', ['..'])).rejects.toThrow('an arch is a plain word');
    expect(await admin.call('getActiveRepos')).toEqual([]);
    expect(await readdir(join(hub.topdir, 'repos-dist')).catch(() => [])).toEqual([]);
  });

  it('have the groups of a comps file that their maker has uploaded, and of nobody else', async () => {
    const hub = await open();
    await hub.rows.tag({ name: 'dist', arches: 'x86_64' });
    const admin = await hub.as('kojiadmin');
    await writeFile(join(hub.topdir, 'secret'), 'secret');
    const make = (comps: string) => admin.call<number>('distRepo', ['dist', []], { arch: ['x86_64'], comps });
    await (await hub.as('alice')).upload('hers', 'comps.xml', '<comps>hers</comps>');
    await admin.upload('mine', 'some-comps.xml', '<comps/>');
    await expect(make('hers/comps.xml')).rejects.toThrow('Invalid upload directory, not owner: hers');
    await expect(make('mine/../hers/comps.xml')).rejects.toThrow('not owner');
    await expect(make('../secret')).rejects.toThrow('Invalid upload path');
    await expect(make('mine/none.xml')).rejects.toThrow('uploaded file missing');
    expect(await admin.call('getActiveRepos')).toEqual([]);
    await make('mine/some-comps.xml');
    const [{ id } = { id: 0 }] = await admin.call<{ id: number }[]>('getActiveRepos');
    const comps = join(hub.topdir, 'repos-dist/dist', String(id), 'groups/comps.xml');
    expect(await readFile(comps, 'utf8')).toBe('<comps/>');
  });
});
