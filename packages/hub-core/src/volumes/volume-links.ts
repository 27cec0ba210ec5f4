import { mkdir, readlink, symlink, unlink } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import { GenericError, PathInfo, type Build } from '@kojikit/protocol';
import {
  buildFolder,
  defaultFolder,
  kindOf,
  linkTarget,
  removeLink,
  type BuildPlace,
} from '../builds/index.js';
import type { Context } from '../ground/context.js';
import { isFolder, statOrNothing, volumeFolder } from './volume-folder.js';

/**
 * Makes sure that a build on another volume can be found under `packages` of the hub's folder, by a relative link.
 * Throws GenericError `Unexpected build content: <path>` when something else is there.
 */
export async function ensureVolumeLink(ctx: Context, build: BuildPlace): Promise<void> {
  const { volume_name: volume } = build;
  if (volume === null || volume === undefined || volume === 'DEFAULT') return;
  const link = defaultFolder(ctx, build);
  await ensureLink(link, linkTarget(link, buildFolder(ctx, build)));
}

/**
 * {@link ensureVolumeLink} for a build that is being imported: the link goes away when the call is undone. Keeps which rule
 * has sent it there.
 */
export async function placeVolumeLink(ctx: Context, build: Build): Promise<void> {
  if ((build.volume_name ?? 'DEFAULT') === 'DEFAULT') return;
  await ctx.policy.record('volume', { build });
  ctx.onUndo(async () => void (await removeLink(defaultFolder(ctx, build))));
  await ensureVolumeLink(ctx, build);
}

/**
 * Makes sure that a link on a volume, where a build was, leads to where it can be found now: to its place under
 * `packages` of the hub's folder. It goes over the volume's `toplink`, since a volume may be mounted elsewhere.
 * @param now the build as it is called now; left out when only its volume has changed.
 */
export async function ensureVolumeBacklink(
  ctx: Context,
  before: BuildPlace,
  now: BuildPlace = before,
): Promise<void> {
  const volume = before.volume_name ?? 'DEFAULT';
  if (volume === 'DEFAULT') return;
  const root = volumeFolder(ctx, volume);
  if (!(await isFolder(root))) throw new GenericError(`Missing volume dir: ${root}`);
  const top = join(root, 'toplink');
  if ((await statOrNothing(top)) === undefined) throw new GenericError(`Missing volume toplink: ${top}`);
  const link = buildFolder(ctx, before);
  const below = new PathInfo('toplink').build({ ...now, volume_name: 'DEFAULT' });
  await ensureLink(link, join(relative(dirname(link), root), below));
}

async function ensureLink(link: string, target: string): Promise<void> {
  const kind = await kindOf(link);
  if (kind === 'link') {
    if ((await readlink(link)) === target) return;
    await unlink(link);
  } else if (kind !== undefined) {
    throw new GenericError(`Unexpected build content: ${link}`);
  }
  await mkdir(dirname(link), { recursive: true });
  await symlink(target, link);
}
