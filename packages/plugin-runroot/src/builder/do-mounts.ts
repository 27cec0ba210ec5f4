import { realpath, stat } from 'node:fs/promises';
import { posix } from 'node:path';
import { GenericError } from '@kojikit/protocol';
import { describeExit, succeeded, type Buildroot } from '@kojikit/builder/plugin';
import type { PlannedMount } from './plan-mounts.js';
import { below, normalizePath } from './path-boundary.js';

/** The part of a build root that mounting needs. */
export type MountableRoot = Pick<Buildroot, 'mount' | 'unmountAll' | 'hostPath'>;

/**
 * Mounts what was planned; mount(8) writes to `do_mounts.log` of the task. When one fails, the others are undone.
 * Throws GenericError `No such directory or mount: <folder>`, `read-write mount point is not safe: <path>` or
 * `Unable to mount <target>: <how it ended>`.
 */
export async function doMounts(root: MountableRoot, mounts: readonly PlannedMount[]): Promise<void> {
  try {
    for (const mount of mounts) await doMount(root, mount);
  } catch (error) {
    await root.unmountAll();
    throw error;
  }
}

async function doMount(root: MountableRoot, mount: PlannedMount): Promise<void> {
  const { device, path, type, options, linksUpTo } = mount;
  if (options.split(',').includes('bind')) {
    if (!(await isFolder(device))) throw new GenericError(`No such directory or mount: ${device}`);
    if (linksUpTo !== undefined) await assertNoLink(linksUpTo, mount);
  }
  const status = await root.mount({ device, path, type, options }, 'do_mounts.log');
  if (succeeded(status)) return;
  const target = root.hostPath(path);
  const command = ['mount', '-t', type, '-o', options, device, target];
  throw new GenericError(`Unable to mount ${target}: ${describeExit(status, command)}`);
}

async function isFolder(path: string): Promise<boolean> {
  try {
    return (await stat(path)).isDirectory();
  } catch {
    return false;
  }
}

/*
 * Who may write to a folder could leave a link in it and ask for that link the next time. Links that the operator set
 * up, on the way to the section's own path, are followed.
 */
async function assertNoLink(folder: string, { device, path }: PlannedMount): Promise<void> {
  const rest = below(normalizePath(folder), normalizePath(device)) ?? '';
  const wanted = normalizePath(posix.join(await realpath(folder), rest));
  if ((await realpath(device)) !== wanted) {
    throw new GenericError(`read-write mount point is not safe: ${path}`);
  }
}
