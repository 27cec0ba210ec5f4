import type { Stats } from 'node:fs';
import { lstat, rmdir, unlink } from 'node:fs/promises';
import { dirname } from 'node:path';
import { hubCall, PathInfo, type ListedRpm, type ListedBuild } from '@kojikit/protocol';
import type { CommandContext } from '../command.js';
import { fileBelow } from '../files/file-below.js';
import { describeError } from '../output/describe-error.js';

/** How signed copies are removed. */
export interface RemoveOptions {
  /** Only say what would be done. */
  readonly test: boolean;
  /** Say what is done. */
  readonly verbose: boolean;
  /** Seconds since 1970: a copy that was written after it stays. */
  readonly cutoff: number;
}

/** How much was removed. */
export interface Removed {
  files: number;
  bytes: number;
}

type RemoveContext = Pick<CommandContext, 'hub' | 'print' | 'settings'>;

/** Removes the signed copies of a build from the hub's folder, and folders that are empty then. */
export async function removeCopies(
  context: RemoveContext,
  build: Pick<ListedBuild, 'name' | 'version' | 'release' | 'volume_name'>,
  rpms: readonly ListedRpm[],
  options: RemoveOptions,
): Promise<Removed & { signed: boolean }> {
  const { hub, print, settings } = context;
  const paths = new PathInfo(settings.topdir);
  const signatures = await hub.batch(rpms.map(({ id }) => hubCall('queryRPMSigs', { rpm_id: id })));
  const copies = new Map<string, string[]>();
  for (const [index, rpm] of rpms.entries()) {
    for (const { sigkey } of signatures[index] ?? []) {
      const path = fileBelow(paths.build(build), paths.signed(rpm, sigkey));
      copies.set(sigkey, [...(copies.get(sigkey) ?? []), path]);
    }
  }
  const removed = { files: 0, bytes: 0, signed: copies.size > 0 };
  for (const files of copies.values()) {
    const folders = new Set<string>();
    for (const file of files) {
      const bytes = await removeCopy(context, file, options);
      if (bytes === undefined) continue;
      removed.files += 1;
      removed.bytes += bytes;
      folders.add(dirname(file));
    }
    // Those of the architectures, and then that of the key.
    for (const folder of [...folders, ...new Set([...folders].map((each) => dirname(each)))]) {
      if (options.test) print(`Would have removed dir: ${folder}`);
      else {
        if (options.verbose) print(`Removing dir: ${folder}`);
        await rmdir(folder).catch((error: unknown) => print(`Error removing ${folder}: ${reason(error)}`));
      }
    }
  }
  return removed;
}

/** Removes a copy. Returns how large it was, undefined when it stays or there is none. */
async function removeCopy(
  { print, settings }: RemoveContext,
  file: string,
  { test, verbose, cutoff }: RemoveOptions,
): Promise<number | undefined> {
  const found: Stats | undefined = await lstat(file).catch(() => undefined);
  if (!found) return undefined;
  if (!found.isFile()) return void print(`Skipping ${file}. Not a regular file`);
  if (found.mtimeMs / 1000 > cutoff) return void print(`Skipping ${file}. File newer than cutoff`);
  if (test) print(`Would have unlinked: ${file}`);
  else {
    if (verbose) print(`Unlinking: ${file}`);
    try {
      await unlink(file);
    } catch (error) {
      print(`Error removing ${file}: ${reason(error)}`);
      return void print(`This script needs write access to ${settings.topdir}`);
    }
  }
  return found.size;
}

/** The system's words, without the kind of the error. */
function reason(error: unknown): string {
  return describeError(error).replace(/^\w+: /, '');
}
