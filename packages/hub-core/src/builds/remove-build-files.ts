import sql from 'sql-template-tag';
import { BUILD_STATES, type Build } from '@kojikit/protocol';
import { formatDraftRelease } from '@kojikit/rpm';
import type { Context } from '../ground/context.js';
import { buildFolder, defaultFolder, removeFolder, removeLink } from './build-folder.js';

/**
 * Removes a build's folder and the links that lead there once the change is committed: a call that fails after all
 * loses no files. Links are those of a build on another volume and those that its promotion left. Throws GenericError
 * at once when the build's name is none that a folder may have.
 */
export async function removeBuildFiles(ctx: Context, build: Build): Promise<void> {
  const folder = buildFolder(ctx, build);
  const links = [defaultFolder(ctx, build)].filter((link) => link !== folder);
  if (!build.draft) {
    const release = formatDraftRelease(build.release, build.id);
    for (const volume of await ctx.db.column<string>(sql`SELECT name FROM volume`)) {
      links.push(buildFolder(ctx, { ...build, release, volume_name: volume }));
    }
  }
  ctx.afterCommit(async () => {
    if (await livesAgain(ctx, build.id)) return;
    for (const link of links) await removeLink(link);
    await removeFolder(folder);
  });
}

/* A multicall may reset a build and import it anew before anything is committed. */
async function livesAgain(ctx: Context, id: number): Promise<boolean> {
  const state = await ctx.db.value<number>(sql`SELECT state FROM build WHERE id = ${id}`);
  return state !== BUILD_STATES.DELETED && state !== BUILD_STATES.CANCELED;
}
