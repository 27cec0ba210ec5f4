import {
  existsSync,
  linkSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import sql from 'sql-template-tag';
import { expect, it } from 'vitest';
import { REPO_STATES, TASK_STATES, type Rpm } from '@kojikit/protocol';
import { eachDatabase, type TestHub, type TestHubOptions } from '@kojikit/testing';
import { filesBelow } from './files-below.js';
import { fixture, SOURCE } from './tinylib.js';

const NVRA = 'tinylib-1.0-1.x86_64';
const KEY = '588e00da';

type Open = (options?: TestHubOptions) => Promise<TestHub>;

/** A hub whose commits fail while it is told to refuse them. */
async function openRefusing(open: Open) {
  const state = { refuse: false };
  const preCommit = () => {
    if (state.refuse) throw new Error('refused');
  };
  const plugins = [{ name: 'refusing', on: { preCommit } }] as unknown as TestHubOptions['plugins'];
  const hub = await open({ plugins });
  const refused = async (call: () => Promise<unknown>) => {
    state.refuse = true;
    await expect(call()).rejects.toThrow('refused');
    state.refuse = false;
  };
  return { hub, refused };
}

/** A task of a builder with uploads. */
async function withTask(hub: TestHub, parent?: number) {
  const host = await hub.rows.host();
  const builder = await hub.as(host.name);
  await builder.call('exclusiveSession');
  const { id } = await hub.rows.task({ state: TASK_STATES.OPEN, hostId: host.id, parent });
  const folder = `tasks/${id % 10000}/${id}`;
  return { builder, host: host.id, id, folder, uploads: join(hub.topdir, 'work', folder) };
}

eachDatabase('files of a call that is not committed after all', (open) => {
  it('of a new repo are not there', async () => {
    const { hub, refused } = await openRefusing(open);
    await hub.rows.tag({ name: 'top', arches: 'x86_64' });
    const { builder } = await withTask(hub);
    const admin = await hub.as('kojiadmin');
    await refused(() => builder.call('host.repoInit', ['top']));
    await refused(() => admin.call('distRepo', ['top', []], { arch: ['x86_64'] }));
    for (const kind of ['repos', 'repos-dist']) {
      const folder = join(hub.topdir, kind, 'top');
      expect(existsSync(folder) ? readdirSync(folder) : []).toEqual([]);
    }
    const [id] = await builder.call<[number]>('host.repoInit', ['top']);
    expect(existsSync(join(hub.topdir, 'repos/top', String(id), 'repo.json'))).toBe(true);
  });

  it('of a repo stay uploads, and its tree is as it was', async () => {
    const { hub, refused } = await openRefusing(open);
    await hub.rows.tag({ name: 'top', arches: 'x86_64' });
    const { builder, folder, uploads } = await withTask(hub);
    const [id] = await builder.call<[number]>('host.repoInit', ['top']);
    const tree = join(hub.topdir, 'repos/top', String(id));
    const before = filesBelow(tree);
    const json = readFileSync(join(tree, 'repo.json'), 'utf8');
    for (const name of ['pkglist', 'repomd.xml']) await builder.upload(folder, name, `new ${name}`);
    const done = () =>
      builder.call('host.repoDone', [id, { x86_64: [folder, ['pkglist', 'repomd.xml']] }, false, { x: 1 }]);
    await refused(done);
    expect(filesBelow(tree)).toEqual(before);
    expect(readFileSync(join(tree, 'x86_64/pkglist'), 'utf8')).toBe('');
    expect(readFileSync(join(tree, 'repo.json'), 'utf8')).toBe(json);
    expect(existsSync(join(hub.topdir, 'repos/top/latest'))).toBe(false);
    expect(readdirSync(uploads).sort()).toEqual(['pkglist', 'repomd.xml']);
    expect(await hub.anonymous.call('repoInfo', [id])).toMatchObject({ state: REPO_STATES.INIT });

    await done();
    expect(filesBelow(tree)).toEqual([...before, 'x86_64/repodata/repomd.xml'].sort());
    expect(readFileSync(join(tree, 'x86_64/pkglist'), 'utf8')).toBe('new pkglist');
    expect(JSON.parse(readFileSync(join(tree, 'repo.json'), 'utf8'))).toMatchObject({ x: 1 });
    expect(readlinkSync(join(hub.topdir, 'repos/top/latest'))).toBe(String(id));
    expect(readdirSync(uploads)).toEqual([]);
  });

  it('of a dist repo stay uploads, and its tree is as it was', async () => {
    const { hub } = await openRefusing(open);
    await hub.rows.tag({ name: 'top', arches: 'x86_64' });
    const admin = await hub.as('kojiadmin');
    await admin.upload('up', SOURCE, fixture(SOURCE));
    const rpm = await admin.call<Rpm>('importRPM', ['up', SOURCE]);
    const task = await admin.call<number>('distRepo', ['top', []], { arch: ['x86_64'] });
    const { request } = await admin.call<{ request: unknown[] }>('getTaskInfo', [task, true]);
    const id = request[1] as number;
    const { builder, folder, uploads, host } = await withTask(hub, task);
    await hub.database.transaction((db) =>
      db.update('task', { state: TASK_STATES.OPEN, host_id: host }, sql`id = ${task}`),
    );
    await builder.upload(folder, 'repomd.xml', '<repomd/>');
    await builder.upload(folder, 'repo_manifest', JSON.stringify(['repomd.xml']));
    const { name, version, release, arch, epoch, size, payloadhash, build_id } = rpm;
    const facts = {
      id: rpm.id,
      name,
      version,
      release,
      arch,
      epoch,
      size,
      payloadhash,
      build_id,
      sigkey: '',
    };
    await builder.upload(folder, 'kojipkgs', JSON.stringify({ 'b.rpm': facts, 'z.rpm': facts }));
    const tree = join(hub.topdir, 'repos-dist/top', String(id), 'x86_64');
    mkdirSync(join(tree, 'Packages/z'), { recursive: true });
    writeFileSync(join(tree, 'Packages/z/z.rpm'), 'in the way');
    const move = () => builder.call('host.distRepoMove', [id, folder, 'x86_64']);
    await expect(move()).rejects.toThrow('File already in repo: ');
    expect(filesBelow(tree)).toEqual(['Packages/z/z.rpm']);
    expect(readdirSync(uploads).sort()).toEqual(['kojipkgs', 'repo_manifest', 'repomd.xml']);

    // What a try leaves that is killed: the same file.
    rmSync(join(tree, 'Packages/z/z.rpm'));
    linkSync(join(hub.topdir, 'packages/tinylib/1.0/1/src', SOURCE), join(tree, 'Packages/z/z.rpm'));
    await move();
    expect(filesBelow(tree)).toEqual(['Packages/b/b.rpm', 'Packages/z/z.rpm', 'repomd.xml']);
  });

  it('of a signed copy are those that were there', async () => {
    const { hub, refused } = await openRefusing(open);
    const admin = await hub.as('kojiadmin');
    for (const name of [SOURCE, `${NVRA}.rpm`]) {
      await admin.upload('up', name, fixture(name));
      await admin.call('importRPM', ['up', name]);
    }
    await admin.call('addRPMSig', [NVRA, fixture(`${NVRA}.sighdr`).toString('base64')]);
    const home = join(hub.topdir, 'packages/tinylib/1.0/1/data');
    const copy = join(home, 'signed', KEY, 'x86_64', `${NVRA}.rpm`);
    await refused(() => admin.call('writeSignedRPM', [NVRA, KEY]));
    expect(existsSync(copy)).toBe(false);
    await admin.call('writeSignedRPM', [NVRA, KEY]);
    const { ino } = lstatSync(copy);
    await hub.database.transaction((db) => db.run(sql`DELETE FROM rpm_checksum`));
    await refused(() => admin.call('writeSignedRPM', [NVRA, KEY, true]));
    expect(lstatSync(copy).ino).toBe(ino);
    await admin.call('writeSignedRPM', [NVRA, KEY, true]);
    expect(lstatSync(copy).ino).not.toBe(ino);

    const before = filesBelow(home);
    await refused(() => admin.call('deleteRPMSig', [NVRA, KEY]));
    expect(filesBelow(home)).toEqual(before);
    await admin.call('deleteRPMSig', [NVRA, KEY]);
    expect(existsSync(copy)).toBe(false);
    expect(filesBelow(home).filter((name) => name.includes(KEY))).toEqual([
      `sigcache/${KEY}/x86_64/${NVRA}.rpm.sig.b836bc2804fbd283fb9771475988f42d.save`,
    ]);
  });

  it('of a build that moves to another volume are where they were', async () => {
    const { hub, refused } = await openRefusing(open);
    const admin = await hub.as('kojiadmin');
    await admin.upload('up', SOURCE, fixture(SOURCE));
    await admin.call('importRPM', ['up', SOURCE]);
    mkdirSync(join(hub.topdir, 'vol/other'), { recursive: true });
    await admin.call('addVolume', ['other']);
    const home = join(hub.topdir, 'packages/tinylib/1.0/1');
    const away = join(hub.topdir, 'vol/other/packages/tinylib/1.0/1');
    await refused(() => admin.call('changeBuildVolume', ['tinylib-1.0-1', 'other']));
    expect(lstatSync(home).isDirectory()).toBe(true);
    expect(existsSync(join(away, '..'))).toBe(false);
    expect(readdirSync(join(home, '..'))).toEqual(['1']);

    await admin.call('changeBuildVolume', ['tinylib-1.0-1', 'other']);
    await refused(() => admin.call('changeBuildVolume', ['tinylib-1.0-1', 'DEFAULT']));
    expect(lstatSync(home).isSymbolicLink()).toBe(true);
    expect(existsSync(join(home, 'src', SOURCE))).toBe(true);
    expect([readdirSync(join(home, '..')), readdirSync(join(away, '..'))]).toEqual([['1'], ['1']]);
    await admin.call('changeBuildVolume', ['tinylib-1.0-1', 'DEFAULT']);
    expect(lstatSync(home).isDirectory()).toBe(true);
  });
});
