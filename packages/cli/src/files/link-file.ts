import { chownSync, linkSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import { makeFolder, PathInfo } from '@kojikit/protocol';
import type { CommandContext } from '../command.js';

/**
 * Puts a file into the hub's work area by a hard link, where the hub's folder is at hand: `--link`. The folder gets the
 * owner of the work area, so that the hub may take the file away.
 *
 * @returns its path in the work area
 */
export function linkFile(
  { print, settings }: Pick<CommandContext, 'print' | 'settings'>,
  file: string,
  folder: string,
): string {
  const work = new PathInfo(settings.topdir).work();
  const target = join(work, folder);
  const before = process.umask(0o002);
  try {
    makeFolder(target);
    const { uid, gid } = statSync(work);
    chownSync(target, uid, gid);
    const path = join(target, basename(file));
    print(`Linking rpm to: ${path}`);
    linkSync(file, path);
  } finally {
    process.umask(before);
  }
  return `${folder}/${basename(file)}`;
}
