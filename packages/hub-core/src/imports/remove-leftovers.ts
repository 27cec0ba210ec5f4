import { rm } from 'node:fs/promises';
import sql from 'sql-template-tag';
import { buildFolder, type BuildPlace } from '../builds/index.js';
import type { Context } from '../ground/context.js';

/**
 * Removes what a try that was killed before its commit has left in the folder of a build in progress. Such a build has no
 * files, unless something was imported into it meanwhile: then all is left alone. The build has to be locked.
 */
export async function removeLeftovers(
  ctx: Context,
  build: BuildPlace & { readonly id: number },
): Promise<void> {
  for (const table of [sql`rpminfo`, sql`archiveinfo`]) {
    const filled = await ctx.db.value(sql`SELECT id FROM ${table} WHERE build_id = ${build.id} LIMIT 1`);
    if (filled !== undefined) return;
  }
  await rm(buildFolder(ctx, build), { recursive: true, force: true });
}
