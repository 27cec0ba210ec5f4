import { symlink } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import sql from 'sql-template-tag';
import { GenericError } from '@kojikit/protocol';
import { kindOf } from '../builds/index.js';
import { verifyNameInternal } from '../config/index.js';
import { lookupName, lookupNameStrictly, lookupOrCreateName, type Named } from '../lookup/index.js';
import type { NameOrId } from '../readers/index.js';
import type { Context } from '../ground/context.js';
import { isFolder, statOrNothing, volumeFolder } from './volume-folder.js';

/** A volume by name or id, or undefined. */
export function lookupVolume(ctx: Context, info: NameOrId): Promise<Named | undefined> {
  return lookupName(ctx, 'volume', info);
}

/** All volumes. DEFAULT, the folder of the hub itself, has the id 0. */
export function listVolumes(ctx: Context): Promise<Named[]> {
  return ctx.db.all<Named>(sql`SELECT id, name FROM volume ORDER BY id`);
}

/**
 * Makes a mounted folder known as a volume. In it there is a link `toplink` to the hub's folder, which is made when it
 * is missing.
 * @param options.strict throw GenericError when the volume is known already; otherwise it is answered.
 */
export async function addVolume(
  ctx: Context,
  name: string,
  options: { readonly strict: boolean },
): Promise<Named> {
  verifyNameInternal(ctx.config, name);
  const folder = volumeFolder(ctx, name);
  if (!(await isFolder(folder))) throw new GenericError('please create the volume directory first');
  await ensureTopLink(ctx, join(folder, 'toplink'));
  if (options.strict && (await lookupVolume(ctx, name)) !== undefined) {
    throw new GenericError(`volume ${name} already exists`);
  }
  return lookupOrCreateName(ctx, 'volume', name);
}

async function ensureTopLink(ctx: Context, link: string): Promise<void> {
  const top = resolve(ctx.config.KojiDir);
  const kind = await kindOf(link);
  if (kind === undefined) {
    ctx.log.warn({ link, top }, "the volume has no link to the hub's folder: making one");
    await symlink(top, link);
    return;
  }
  if (kind !== 'link') throw new GenericError(`Not a symlink: ${link}`);
  const [led, wanted] = [await statOrNothing(link), await statOrNothing(top)];
  if (led === undefined) throw new GenericError(`Broken volume toplink: ${link}`);
  if (led.dev !== wanted?.dev || led.ino !== wanted.ino) {
    throw new GenericError(`Invalid volume toplink: ${link}`);
  }
}

/** Forgets a volume that no build is on. Its folder is left alone. Throws GenericError when there are builds. */
export async function removeVolume(ctx: Context, info: NameOrId): Promise<void> {
  const volume = await lookupNameStrictly(ctx, 'volume', info);
  const used = await ctx.db.value(sql`SELECT id FROM build WHERE volume_id = ${volume.id} LIMIT 1`);
  if (used !== undefined) throw new GenericError(`volume ${volume.name} has build references`);
  await ctx.db.delete('volume', sql`id = ${volume.id}`);
}
