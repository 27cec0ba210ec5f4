import sql from 'sql-template-tag';
import { insertVersioned, revoke } from '../history/index.js';
import { lookupNameStrictly } from '../lookup/index.js';
import type { Members, NameOrId } from '../readers/index.js';
import type { Context } from '../ground/context.js';

/** What the check of a repo from elsewhere has noted about it, or undefined. */
export async function readExternalRepoData(
  ctx: Context,
  info: NameOrId,
): Promise<Record<string, unknown> | undefined> {
  const { id } = await lookupNameStrictly(ctx, 'external_repo', info);
  const row = await ctx.db.first<{ data: Record<string, unknown> | null }>(
    sql`SELECT data FROM external_repo_data WHERE external_repo_id = ${id} AND active IS TRUE`,
  );
  return row?.data ?? undefined;
}

/** Notes something about a repo from elsewhere. That is a change of every tag that uses it. */
export async function setExternalRepoData(ctx: Context, info: NameOrId, data: Members): Promise<void> {
  const { id } = await lookupNameStrictly(ctx, 'external_repo', info);
  const noted = ctx.db.dialect.json(data);
  await revoke(ctx, 'external_repo_data', sql`external_repo_id = ${id}`);
  await insertVersioned(ctx, 'external_repo_data', { external_repo_id: id, data: noted });
}
