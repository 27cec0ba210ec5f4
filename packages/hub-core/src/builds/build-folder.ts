import { lstat, rm, unlink } from 'node:fs/promises';
import { dirname, relative, resolve, sep } from 'node:path';
import { GenericError, PathInfo } from '@kojikit/protocol';
import type { Context } from '../ground/context.js';
import { errorCode } from '../error-facts.js';

/** What the place of a build's files follows from. */
export interface BuildPlace {
  readonly name: string;
  readonly version: string;
  readonly release: string;
  readonly volume_name?: string | null;
}

/**
 * The folder of a build on its volume. Versions and releases are free text, so the path is checked: what it names must
 * be what it resolves to, below the volume's `packages`. Throws GenericError `Invalid build directory: <path>`.
 */
export function buildFolder(ctx: Context, build: BuildPlace): string {
  const paths = new PathInfo(ctx.config.KojiDir);
  const packages = resolve(paths.volume(build.volume_name), 'packages');
  const folder = resolve(paths.build(build));
  const below = relative(packages, folder);
  const named = `${build.name}/${build.version}/${build.release}`;
  if (below !== named || below.split(sep).includes('..')) {
    throw new GenericError(`Invalid build directory: ${packages}/${named}`);
  }
  return folder;
}

/** The folder of a build as it would be on the volume DEFAULT. */
export function defaultFolder(ctx: Context, build: BuildPlace): string {
  return buildFolder(ctx, { ...build, volume_name: 'DEFAULT' });
}

/** What a path is itself: a link that leads nowhere is a link. */
export async function kindOf(path: string): Promise<'link' | 'folder' | 'file' | undefined> {
  try {
    const stat = await lstat(path);
    if (stat.isSymbolicLink()) return 'link';
    return stat.isDirectory() ? 'folder' : 'file';
  } catch (error) {
    const code = errorCode(error);
    if (code === 'ENOENT' || code === 'ENOTDIR') return undefined;
    throw error;
  }
}

/** Removes a symbolic link and leaves everything else alone. Returns whether there was one. */
export async function removeLink(path: string): Promise<boolean> {
  if ((await kindOf(path)) !== 'link') return false;
  await unlink(path);
  return true;
}

/** Removes a folder with what is in it. A link is removed itself, not what it leads to. */
export async function removeFolder(path: string): Promise<void> {
  if (await removeLink(path)) return;
  await rm(path, { recursive: true, force: true });
}

/** The target of a link at `path` that leads to `target` wherever both are mounted together. */
export function linkTarget(path: string, target: string): string {
  return relative(dirname(path), target);
}
