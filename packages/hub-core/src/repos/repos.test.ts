import { mkdir, readdir, readFile, readlink, stat, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { eachDatabase, type Caller, type TestHub } from '@kojikit/testing';
import { expect, it } from 'vitest';
import { REPO_STATES, TASK_STATES } from '@kojikit/protocol';
import { asHub } from '../rpc/as-hub.js';
import { runJob } from '../housekeeping/run-jobs.js';
import { repoJobs } from './jobs/index.js';

interface Repo {
  id: number;
  state: number;
  end_event: number | null;
}

interface Requested {
  repo: Repo | null;
  request: { id: number; task_id: number | null } | null;
}

async function builderOf(hub: TestHub): Promise<Caller> {
  const { name } = await hub.rows.host();
  const builder = await hub.as(name);
  await builder.call('exclusiveSession');
  return builder;
}

/** Adds an RPM of a build past the API. */
function addRpm(hub: TestHub, buildId: number, name: string, arch: string): Promise<void> {
  return asHub(hub.hub.parts, 'test rows', (ctx) =>
    ctx.db.insert('rpminfo', {
      build_id: buildId,
      name,
      version: '1.0',
      release: '1',
      arch,
      draft: false,
      external_repo_id: 0,
      payloadhash: '0'.repeat(32),
      size: 1,
      buildtime: 1,
    }),
  );
}

const job = (name: string) => repoJobs.find((one) => one.name === name)!;

async function makeRepo(builder: Caller, tag: string, options = {}): Promise<number> {
  const [id] = (await builder.call('host.repoInit', [tag], { opts: options })) as [number, number];
  await builder.call('host.repoDone', [id, {}]);
  return id;
}

/** Everything has had its time at once. */
const NO_LIFETIME = { RepoLifetime: 0, DistRepoLifetime: 0, ExpiredRepoLifetime: 0 };

eachDatabase('repos', (open) => {
  it('list the packages of inherited builds under the arches of the tag', async () => {
    const hub = await open();
    const base = await hub.rows.tag({ name: 'base', packages: ['lib', 'gone'] });
    const tag = await hub.rows.tag({
      name: 'top',
      arches: 'x86_64 i686',
      parents: [base.id],
      packages: ['tool'],
    });
    const lib = await hub.rows.build({ name: 'lib', tags: [base.id] });
    const tool = await hub.rows.build({ name: 'tool', tags: [tag.id] });
    await addRpm(hub, lib.id, 'lib', 'x86_64');
    await addRpm(hub, lib.id, 'lib', 'i686');
    await addRpm(hub, lib.id, 'lib', 's390x');
    await addRpm(hub, lib.id, 'lib', 'src');
    await addRpm(hub, tool.id, 'tool', 'noarch');
    await addRpm(hub, tool.id, 'tool-debuginfo', 'x86_64');
    const admin = await hub.as('kojiadmin');
    await admin.call('packageListBlock', ['top', 'gone']);

    const [id] = (await (await builderOf(hub)).call('host.repoInit', ['top'])) as [number, number];
    const folder = join(hub.topdir, 'repos', 'top', String(id));
    const read = (path: string) => readFile(join(folder, path), 'utf8');
    const libFolder = 'toplink/packages/lib/1.0/1';
    const toolLine = 'toplink/packages/tool/1.0/1/noarch/tool-1.0-1.noarch.rpm';
    const sorted = async (path: string) => (await read(path)).trimEnd().split('\n').sort();
    expect(await sorted('x86_64/pkglist')).toEqual([`${libFolder}/x86_64/lib-1.0-1.x86_64.rpm`, toolLine]);
    expect(await sorted('i386/pkglist')).toEqual([`${libFolder}/i686/lib-1.0-1.i686.rpm`, toolLine]);
    expect(await read('x86_64/blocklist')).toBe('gone\n');
    const rpms = (await read('x86_64/rpmlist.jsonl'))
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as object);
    expect(rpms).toContainEqual(
      expect.objectContaining({ name: 'lib', arch: 'x86_64', build_id: lib.id, payloadhash: '0'.repeat(32) }),
    );
    expect(await readlink(join(folder, 'x86_64', 'toplink'))).toBe('../../../..');
    expect(JSON.parse(await read('repo.json'))).toMatchObject({
      id,
      tag: 'top',
      with_src: false,
      custom_opts: {},
    });
    expect(await read('groups/comps.xml')).toContain('<comps>');
    expect((await readdir(folder)).sort()).toEqual(['groups', 'i386', 'repo.json', 'x86_64']);
  });

  it('have sources in a repo of their own when the options say so', async () => {
    const hub = await open();
    const tag = await hub.rows.tag({ name: 'top', arches: 'x86_64', packages: ['lib'] });
    const lib = await hub.rows.build({ name: 'lib', tags: [tag.id] });
    await addRpm(hub, lib.id, 'lib', 'src');
    const builder = await builderOf(hub);
    const [id] = (await builder.call('host.repoInit', ['top'], { opts: { separate_src: true } })) as [number];
    const folder = join(hub.topdir, 'repos', 'top', String(id));
    expect(await readFile(join(folder, 'src', 'pkglist'), 'utf8')).toBe(
      'toplink/packages/lib/1.0/1/src/lib-1.0-1.src.rpm\n',
    );
    expect(await readFile(join(folder, 'x86_64', 'pkglist'), 'utf8')).toBe('');
  });

  it('take in uploaded repodata and become the latest', async () => {
    const hub = await open();
    await hub.rows.tag({ name: 'top', arches: 'x86_64' });
    const builder = await builderOf(hub);
    const [id] = (await builder.call('host.repoInit', ['top'])) as [number];
    const upload = join(hub.topdir, 'work', 'tasks', '7', '7');
    await mkdir(upload, { recursive: true });
    await writeFile(join(upload, 'repomd.xml'), '<repomd/>');
    await builder.call('host.repoDone', [id, { x86_64: ['tasks/7/7', ['repomd.xml']] }]);
    const folder = join(hub.topdir, 'repos', 'top');
    expect(await readFile(join(folder, 'latest', 'x86_64', 'repodata', 'repomd.xml'), 'utf8')).toBe(
      '<repomd/>',
    );
    expect(await readlink(join(folder, 'latest'))).toBe(String(id));
    expect(await readdir(upload)).toEqual([]);
    expect(await hub.anonymous.call('repoInfo', [id])).toMatchObject({ state: REPO_STATES.READY });
  });

  it('refuse files from outside of the work folder and folders outside of the repos', async () => {
    const hub = await open();
    await hub.rows.tag({ name: 'top', arches: 'x86_64' });
    await hub.rows.tag({ name: '..', arches: 'x86_64' });
    const builder = await builderOf(hub);
    const [id] = (await builder.call('host.repoInit', ['top'])) as [number];
    await writeFile(join(hub.topdir, 'secret'), 'secret');
    await mkdir(join(hub.topdir, 'work', 'up'), { recursive: true });
    await symlink(join(hub.topdir, 'secret'), join(hub.topdir, 'work', 'up', 'link'));
    const done = (folder: string, name: string) =>
      builder.call('host.repoDone', [id, { x86_64: [folder, [name]] }]);
    await expect(done('..', 'secret')).rejects.toThrow('Invalid upload path');
    await expect(done('up', '../../secret')).rejects.toThrow('Invalid file name');
    await expect(done('up', 'link')).rejects.toThrow('Invalid upload path');
    await expect(done('up', 'missing')).rejects.toThrow('uploaded file missing');
    await expect(builder.call('host.repoInit', ['..'])).rejects.toThrow('Invalid repo folder');
    expect(await readFile(join(hub.topdir, 'secret'), 'utf8')).toBe('secret');
  });

  it('answer the requests that they fit', async () => {
    const hub = await open();
    await hub.rows.tag({ name: 'top', arches: 'x86_64' });
    const builder = await builderOf(hub);
    const alice = await hub.as('alice');
    const plain = (await alice.call('repo.request', ['top'])) as Requested;
    const sources = (await alice.call('repo.request', ['top'], { opts: { src: true } })) as Requested;
    const id = await makeRepo(builder, 'top');
    expect(await alice.call('repo.checkRequest', [plain.request!.id])).toMatchObject({
      repo: { id },
      request: { active: false, repo_id: id },
    });
    expect(await alice.call('repo.checkRequest', [sources.request!.id])).toMatchObject({
      repo: null,
      request: { active: true },
    });
    const again = (await alice.call('repo.request', ['top'])) as Requested;
    expect(again).toMatchObject({ repo: { id }, request: null });
  });

  it('wake who waits for a request', async () => {
    const hub = await open();
    await hub.rows.tag({ name: 'top', arches: 'x86_64' });
    const builder = await builderOf(hub);
    const alice = await hub.as('alice');
    const { request } = (await alice.call('repo.request', ['top'])) as Requested;
    const early = (await alice.call('repo.waitRequest', [request!.id, 0])) as { repo: unknown };
    expect(early.repo).toBeNull();
    const waiting = alice.call('repo.waitRequest', [request!.id, 600]);
    const id = await makeRepo(builder, 'top');
    expect(await waiting).toMatchObject({ repo: { id } });
  });

  it('get their tasks right after the request, which belong to the user of the queue', async () => {
    const hub = await open();
    await hub.rows.tag({ name: 'top', arches: 'x86_64' });
    const alice = await hub.as('alice');
    hub.hub.start();
    const { request } = (await alice.call('repo.request', ['top'], { opts: { src: true } })) as Requested;
    await expect
      .poll(() => alice.call('repo.checkRequest', [request!.id]), { timeout: 5000 })
      .toMatchObject({ task: { method: 'newRepo', priority: 15 } });
    const { task } = (await alice.call('repo.checkRequest', [request!.id])) as {
      task: { id: number; owner: number };
    };
    expect(await alice.call('getUser', [task.owner])).toMatchObject({ name: 'kojira' });
    expect(await alice.call('getTaskRequest', [task.id])).toMatchObject([
      { name: 'top' },
      { opts: { src: true } },
    ]);
  });

  it('are tried again when the task failed, and given up in the end', async () => {
    const hub = await open({ config: { RepoRetries: 1 } });
    await hub.rows.tag({ name: 'top', arches: 'x86_64' });
    const admin = await hub.as('kojiadmin');
    const { request } = (await admin.call('repo.request', ['top'])) as Requested;
    const tasks: number[] = [];
    for (let round = 0; round < 4; round++) {
      await admin.call('repo.checkQueue');
      const status = (await admin.call('repo.checkRequest', [request!.id])) as {
        request: { active: boolean; task_id: number };
      };
      if (!status.request.active) break;
      tasks.push(status.request.task_id);
      await admin.call('cancelTask', [status.request.task_id]);
    }
    expect(new Set(tasks).size).toBe(2);
    expect(await admin.call('repo.checkRequest', [request!.id])).toMatchObject({
      request: { active: false },
    });
  });

  it('that are out of date stay for the time that hub.conf says', async () => {
    const hub = await open({ config: { ...NO_LIFETIME, RepoLifetime: 60 } });
    await hub.rows.tag({ name: 'top', arches: 'x86_64' });
    const id = await makeRepo(await builderOf(hub), 'top');
    await (await hub.as('kojiadmin')).call('editTag2', ['top'], { extra: { a: 1 } });
    await runJob(hub.hub.parts, job('repo-currency'));
    await runJob(hub.hub.parts, job('repo-cleanup'));
    expect(await hub.anonymous.call('repoInfo', [id])).toMatchObject({ state: REPO_STATES.READY });
  });

  it('are out of date after a change, expire and lose their files', async () => {
    const hub = await open({ config: NO_LIFETIME });
    await hub.rows.tag({ name: 'top', arches: 'x86_64' });
    const builder = await builderOf(hub);
    const old = await makeRepo(builder, 'top');
    await (await hub.as('kojiadmin')).call('editTag2', ['top'], { extra: { a: 1 } });
    const current = await makeRepo(builder, 'top');
    await runJob(hub.hub.parts, job('repo-currency'));
    const info = async (id: number) => (await hub.anonymous.call('repoInfo', [id])) as Repo;
    expect((await info(old)).end_event).not.toBeNull();
    expect((await info(current)).end_event).toBeNull();

    const clean = () => runJob(hub.hub.parts, job('repo-cleanup'));
    await clean();
    expect((await info(old)).state).toBe(REPO_STATES.EXPIRED);
    const folder = join(hub.topdir, 'repos', 'top');
    expect((await stat(join(folder, String(old)))).isDirectory()).toBe(true);
    await clean();
    expect((await info(old)).state).toBe(REPO_STATES.DELETED);
    expect((await readdir(folder)).sort()).toEqual([String(current), 'latest'].sort());
    expect((await info(current)).state).toBe(REPO_STATES.READY);
  });

  it('stay while a buildroot uses them', async () => {
    const hub = await open({ config: NO_LIFETIME });
    await hub.rows.tag({ name: 'top', arches: 'x86_64' });
    const host = await hub.rows.host();
    const builder = await hub.as(host.name);
    await builder.call('exclusiveSession');
    const id = await makeRepo(builder, 'top');
    const task = await hub.rows.task({ state: TASK_STATES.OPEN, hostId: host.id });
    const buildroot = await builder.call('host.newBuildRoot', [id, 'x86_64', task.id]);
    const admin = await hub.as('kojiadmin');
    await admin.call('repoExpire', [id]);
    const clean = () => runJob(hub.hub.parts, job('repo-cleanup'));
    await clean();
    expect(await hub.anonymous.call('repoInfo', [id])).toMatchObject({ state: REPO_STATES.EXPIRED });
    await builder.call('host.setBuildRootState', [buildroot, 'EXPIRED', task.id]);
    await clean();
    expect(await hub.anonymous.call('repoInfo', [id])).toMatchObject({ state: REPO_STATES.DELETED });
  });

  it('that could not be made are marked as broken', async () => {
    const hub = await open();
    await hub.rows.tag({ name: 'top', arches: 'x86_64' });
    const task = await hub.rows.task({ method: 'newRepo', state: TASK_STATES.FAILED });
    const [id] = (await (await builderOf(hub)).call('host.repoInit', ['top', task.id])) as [number];
    await runJob(hub.hub.parts, job('repo-cleanup'));
    expect(await hub.anonymous.call('repoInfo', [id])).toMatchObject({ state: REPO_STATES.PROBLEM });
  });

  it('are asked for by themselves where the tag says so', async () => {
    const hub = await open();
    await hub.rows.tag({ name: 'plain', arches: 'x86_64' });
    const admin = await hub.as('kojiadmin');
    await admin.call('createTag', ['auto'], { arches: 'x86_64', extra: { 'repo.auto': true } });
    await runJob(hub.hub.parts, job('repo-currency'));
    expect(await admin.call('repo.queryQueue', [[], ['tag_name', 'owner_name', 'priority']])).toEqual([
      { tag_name: 'auto', owner_name: 'kojira', priority: 25 },
    ]);
  });

  it('count as out of date when an external repo of the tag has changed', async () => {
    const hub = await open();
    await hub.rows.tag({ name: 'top', arches: 'x86_64' });
    await builderOf(hub);
    const admin = await hub.as('kojiadmin');
    const repodata = join(hub.topdir, 'ext', 'x86_64', 'repodata');
    await mkdir(repodata, { recursive: true });
    await writeFile(
      join(repodata, 'repomd.xml'),
      '<repomd xmlns="http://linux.duke.edu/metadata/repo"><data><timestamp>1600000000.6</timestamp></data></repomd>',
    );
    await admin.call('createExternalRepo', ['ext', `file://${hub.topdir}/ext/$arch/`]);
    await admin.call('addExternalRepoToTag', ['top', 'ext', 1]);
    const before = await admin.call('tagLastChangeEvent', ['top']);
    await runJob(hub.hub.parts, job('external-repos'));
    expect(await admin.call('repo.getExternalRepoData', ['ext'])).toEqual({ max_ts: 1600000001 });
    const after = await admin.call('tagLastChangeEvent', ['top']);
    expect(after).toBeGreaterThan(before as number);
    await runJob(hub.hub.parts, job('external-repos'));
    expect(await admin.call('tagLastChangeEvent', ['top'])).toBe(after);
  });

  it('share the files of the parent at once where both hold the same', async () => {
    const hub = await open();
    const { id: base } = await hub.rows.tag({ name: 'base', arches: 'x86_64', packages: ['lib'] });
    await hub.rows.tag({ name: 'side', arches: 'x86_64', parents: [base] });
    const builder = await builderOf(hub);
    const upload = join(hub.topdir, 'work/tasks/7/7');
    await mkdir(upload, { recursive: true });
    await writeFile(join(upload, 'repomd.xml'), '<repomd/>');
    const [first] = (await builder.call('host.repoInit', ['base'])) as [number];
    await builder.call('host.repoDone', [first, { x86_64: ['tasks/7/7', ['repomd.xml']] }]);
    const admin = await hub.as('kojiadmin');
    const { repo, request } = (await admin.call('repo.request', ['side'])) as Requested;
    expect(request).toBeNull();
    expect(repo).toMatchObject({ state: REPO_STATES.READY, end_event: null });
    const folder = (tag: string, id: number) => join(hub.topdir, 'repos', tag, String(id));
    const [from, to] = [folder('base', first), folder('side', repo!.id)];
    expect(await readFile(join(to, 'x86_64/repodata/repomd.xml'), 'utf8')).toBe('<repomd/>');
    expect((await stat(join(to, 'x86_64/pkglist'))).ino).toBe((await stat(join(from, 'x86_64/pkglist'))).ino);
    expect(JSON.parse(await readFile(join(to, 'repo.json'), 'utf8'))).toMatchObject({
      id: repo!.id,
      tag: 'side',
      shared_from_repo_id: first,
    });
    expect(JSON.parse(await readFile(join(from, 'repo.json'), 'utf8'))).toMatchObject({ id: first });
    expect(await readlink(join(hub.topdir, 'repos/side/latest'))).toBe(String(repo!.id));
    expect(await admin.call('repo.get', ['side'])).toMatchObject({ id: repo!.id });
  });

  it('are left to a builder where a tag differs from its parent or the parent has no current repo', async () => {
    const hub = await open();
    const { id: base } = await hub.rows.tag({ name: 'base', arches: 'x86_64', packages: ['lib'] });
    const { id: other } = await hub.rows.tag({ name: 'other', arches: 'x86_64' });
    await makeRepo(await builderOf(hub), 'base');
    const admin = await hub.as('kojiadmin');
    const side = (name: string, arches = 'x86_64', parents = [base]) =>
      hub.rows.tag({ name, arches, parents });
    await side('two-parents', 'x86_64', [base, other]);
    await side('arches', 'x86_64 aarch64');
    await side('own-package');
    await admin.call('packageListAdd', ['own-package', 'extra', 'alice']);
    await side('debuginfo');
    await admin.call('editTag2', ['debuginfo'], { extra: { with_debuginfo: true } });
    await side('everything');
    await admin.call('editTag2', ['everything'], { extra: { repo_include_all: true } });
    await side('same');
    for (const name of ['two-parents', 'arches', 'own-package', 'debuginfo', 'everything', 'other']) {
      expect((await admin.call('repo.request', [name])) as Requested, name).toMatchObject({ repo: null });
    }
    const opts = { src: true };
    expect(await admin.call('repo.request', ['same'], { opts })).toMatchObject({ repo: null });
    await admin.call('packageListAdd', ['base', 'later', 'alice']);
    expect(await admin.call('repo.request', ['same'])).toMatchObject({ repo: null });
  });
});
