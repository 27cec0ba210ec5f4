import { mkdir, mkdtemp, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { ExitStatus, RootMount } from '@kojikit/builder/plugin';
import { doMounts, type MountableRoot } from './do-mounts.js';
import type { PlannedMount } from './plan-mounts.js';

let folder: string;
beforeEach(async () => (folder = await mkdtemp(join(tmpdir(), 'runroot-mounts-'))));
afterEach(() => rm(folder, { recursive: true }));

/** A root that only writes down what it is told; the status says how mount(8) ends. */
class NotingRoot implements MountableRoot {
  readonly mounted: RootMount[] = [];
  undone = 0;
  constructor(private readonly status: ExitStatus = { code: 0, signal: undefined }) {}
  mount(mount: RootMount, log?: string): Promise<ExitStatus> {
    expect(log).toBe('do_mounts.log');
    this.mounted.push(mount);
    return Promise.resolve(this.status);
  }
  unmountAll(): Promise<string[]> {
    this.undone += 1;
    return Promise.resolve([]);
  }
  hostPath = (path: string) => `/root${path}`;
}

const bind = (device: string, extra: Partial<PlannedMount> = {}): PlannedMount => ({
  device,
  path: '/mnt/x',
  type: 'none',
  options: 'bind,rw',
  ...extra,
});

describe('mounting', () => {
  it('does nothing without mounts', async () => {
    const root = new NotingRoot();
    await doMounts(root, []);
    expect(root.mounted).toEqual([]);
  });

  it('refuses folders of the host that are not there, and undoes the others', async () => {
    const root = new NotingRoot();
    const missing = join(folder, 'missing');
    await expect(doMounts(root, [bind(folder), bind(missing)])).rejects.toMatchObject({
      code: 1000,
      message: `No such directory or mount: ${missing}`,
    });
    expect(root.mounted).toHaveLength(1);
    expect(root.undone).toBe(1);
  });

  it('says how a mount failed, in the words of Koji', async () => {
    const root = new NotingRoot({ code: 32, signal: undefined });
    await expect(
      doMounts(root, [{ device: 'a:/b', path: '/mnt/b', type: 'nfs', options: 'ro' }]),
    ).rejects.toThrow(
      'Unable to mount /root/mnt/b: mount -t nfs -o ro a:/b /root/mnt/b exited with status 32',
    );
    expect(root.undone).toBe(1);
  });

  it('follows no link that a user of the folder may have left there', async () => {
    await mkdir(join(folder, 'work/a'), { recursive: true });
    await mkdir(join(folder, 'secret'));
    await symlink('../secret', join(folder, 'work/evil'));
    await symlink('work', join(folder, 'way'));
    const root = new NotingRoot();
    const linksUpTo = join(folder, 'work');
    await doMounts(root, [bind(join(folder, 'work/a'), { linksUpTo })]);
    await doMounts(root, [bind(join(folder, 'way/a'), { linksUpTo: join(folder, 'way') })]);
    for (const device of ['work/evil', 'work/evil/']) {
      await expect(doMounts(root, [bind(join(folder, device), { linksUpTo })])).rejects.toThrow(
        'read-write mount point is not safe: /mnt/x',
      );
    }
    expect(root.mounted).toHaveLength(2);
  });
});
