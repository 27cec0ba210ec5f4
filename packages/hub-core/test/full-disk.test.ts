import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statfsSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { BUILD_STATES, REPO_STATES, TASK_STATES } from '@kojikit/protocol';
import { describeNeeding, eachDatabase, type TestHub } from '@kojikit/testing';
import { filesBelow } from './files-below.js';
import { BINARY, fixture, SOURCE } from './tinylib.js';

const FULL = 'No space left on device: ';

/** Makes a folder of the hub a file system of its own that has little room. */
function mountSmall(folder: string): void {
  mkdirSync(folder, { recursive: true });
  execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=256k,mode=0755', 'tmpfs', folder]);
  onTestFinished(() => void execFileSync('umount', ['-l', folder]));
}

const FILLER = '.filler-';

/** Fills a file system up to the last block. Returns what makes room again. */
function fill(folder: string, leave = 0): () => void {
  const { bavail, bsize } = statfsSync(folder);
  const filler = join(folder, `${FILLER}${bavail}`);
  writeFileSync(filler, Buffer.alloc(bavail * bsize - leave));
  return () => rmSync(filler);
}

const filesOf = (folder: string) => filesBelow(folder).filter((name) => !name.startsWith(FILLER));

async function withTask(hub: TestHub) {
  const host = await hub.rows.host();
  const builder = await hub.as(host.name);
  await builder.call('exclusiveSession');
  const { id: task } = await hub.rows.task({ method: 'build', state: TASK_STATES.OPEN, hostId: host.id });
  return { builder, task, folder: `tasks/${task % 10000}/${task}` };
}

/* Only root can mount, and not in every container. */
function mountable(): boolean {
  const folder = mkdtempSync(join(tmpdir(), 'kojikit-mount-'));
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=64k', 'tmpfs', folder], { stdio: 'ignore' });
    execFileSync('umount', [folder]);
    return true;
  } catch {
    return false;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const missing = mountable() ? undefined : 'a small file system cannot be mounted here';

describeNeeding(missing, 'on a full disk', () => {
  eachDatabase('a hub', (open) => {
    it('refuses uploads, and takes them when there is room', async () => {
      const hub = await open();
      const work = join(hub.topdir, 'work');
      mountSmall(work);
      const alice = await hub.as('alice');
      const big = Buffer.alloc(20_000, 'x');
      const chunk = ['up', 'b.txt', big.length, null, 0, big];
      await alice.upload('up', 'before.txt', 'small');
      const free = fill(work);
      await expect(alice.upload('up', 'a.txt', big)).rejects.toThrow(`${FULL}${work}/up/a.txt`);
      await expect(alice.call('uploadFile', chunk)).rejects.toThrow(`${FULL}${work}/up/b.txt`);
      await expect(alice.upload('new', 'c.txt', 'c')).rejects.toThrow(FULL);
      expect(filesOf(work)).toEqual(['up/.user', 'up/before.txt']);
      free();
      await alice.upload('up', 'a.txt', big);
      expect(await alice.call('uploadFile', chunk)).toBe(true);
      await alice.upload('new', 'c.txt', 'c');
      for (const name of ['a.txt', 'b.txt']) expect(readFileSync(join(work, 'up', name))).toEqual(big);
    });

    it('imports nothing by halves, and everything when there is room', async () => {
      const hub = await open();
      const packages = join(hub.topdir, 'packages');
      mountSmall(packages);
      const { builder, task, folder } = await withTask(hub);
      const admin = await hub.as('kojiadmin');
      const data = { name: 'tinylib', version: '1.0', release: '1', epoch: 2, task_id: task };
      const id = await builder.call<number>('host.initBuild', [data]);
      for (const name of [SOURCE, BINARY]) await builder.upload(folder, name, fixture(name));
      const complete = () =>
        builder.call('host.completeBuild', [task, id, `${folder}/${SOURCE}`, [`${folder}/${BINARY}`]]);
      // There is room for the first of the two RPMs.
      const free = fill(packages, 24_576);
      await expect(complete()).rejects.toThrow(`${FULL}${packages}/tinylib/1.0/1/`);
      expect(filesOf(packages)).toEqual([]);
      expect(await hub.anonymous.call('getBuild', [id])).toMatchObject({ state: BUILD_STATES.BUILDING });
      expect(await hub.anonymous.call('listRPMs', [id])).toEqual([]);
      expect(readFileSync(join(hub.topdir, 'work', folder, SOURCE))).toEqual(fixture(SOURCE));
      free();
      await complete();
      expect(filesOf(packages)).toContain(`tinylib/1.0/1/x86_64/${BINARY}`);

      const other = 'tinylib-1.0-2.src.rpm';
      await admin.upload('up', other, fixture(other));
      const again = fill(packages);
      await expect(admin.call('importRPM', ['up', other])).rejects.toThrow(FULL);
      expect(await hub.anonymous.call('getBuild', ['tinylib-1.0-2'])).toBeNull();
      again();
      await admin.call('importRPM', ['up', other]);
    });

    it('finishes no repo by halves, and finishes it when there is room', async () => {
      const hub = await open();
      const repos = join(hub.topdir, 'repos');
      mountSmall(repos);
      await hub.rows.tag({ name: 'top', arches: 'x86_64' });
      const { builder, folder } = await withTask(hub);
      const [id] = await builder.call<[number]>('host.repoInit', ['top']);
      const before = filesOf(repos);
      for (const name of ['a.xml', 'b.xml']) await builder.upload(folder, name, Buffer.alloc(20_000, name));
      const done = () => builder.call('host.repoDone', [id, { x86_64: [folder, ['a.xml', 'b.xml']] }]);
      const free = fill(repos, 24_576);
      await expect(done()).rejects.toThrow(`${FULL}${repos}/top/${id}/x86_64/repodata/b.xml`);
      expect(filesOf(repos)).toEqual(before);
      expect(filesOf(join(hub.topdir, 'work', folder))).toEqual(['a.xml', 'b.xml']);
      expect(await hub.anonymous.call('repoInfo', [id])).toMatchObject({ state: REPO_STATES.INIT });
      const space = fill(repos);
      await expect(builder.call('host.repoInit', ['top'])).rejects.toThrow(`${FULL}${repos}/top/${id + 1}`);
      space();
      free();
      await done();
      expect(await hub.anonymous.call('repoInfo', [id])).toMatchObject({ state: REPO_STATES.READY });
      expect(existsSync(join(repos, 'top', String(id), 'x86_64/repodata/b.xml'))).toBe(true);
    });

    it('moves no build to a full volume, and moves it when there is room', async () => {
      const hub = await open();
      const volume = join(hub.topdir, 'vol/other');
      mountSmall(volume);
      const admin = await hub.as('kojiadmin');
      await admin.call('addVolume', ['other']);
      await admin.upload('up', SOURCE, fixture(SOURCE));
      await admin.call('importRPM', ['up', SOURCE]);
      const move = () => admin.call('changeBuildVolume', ['tinylib-1.0-1', 'other']);
      const before = filesOf(volume);
      const free = fill(volume, 8192);
      await expect(move()).rejects.toThrow(FULL);
      expect(filesOf(volume)).toEqual(before);
      expect(readFileSync(join(hub.topdir, 'packages/tinylib/1.0/1/src', SOURCE))).toEqual(fixture(SOURCE));
      free();
      await move();
      expect(existsSync(join(volume, 'packages/tinylib/1.0/1/src', SOURCE))).toBe(true);
    });
  });
});
