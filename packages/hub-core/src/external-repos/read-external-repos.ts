import sql, { type Sql } from 'sql-template-tag';
import { GenericError } from '@kojikit/protocol';
import { currentAt } from '../history/index.js';
import { nameOrIdCondition } from '../lookup/index.js';
import { readListing, type Listing, type QueryOptions } from '../query/listing.js';
import { isTrue } from '../rpc/convert.js';
import type { Context } from '../rpc/context.js';
import { columnText } from '../rpc/database-values.js';
import { pythonStr } from '../rpc/python-names.js';
import type { ExternalRepo } from './types.js';

export interface ExternalRepoFilter {
  readonly info?: unknown;
  readonly url?: unknown;
  readonly event?: unknown;
}

/** The repos that exist at an event: all, or those of a name, id or URL. */
export async function readExternalRepos(
  ctx: Context,
  filter: ExternalRepoFilter,
  options?: QueryOptions | null,
): Promise<ExternalRepo[] | number> {
  const where: Sql[] = [currentAt('external_repo_config', filter.event)];
  if (filter.info != null) where.push(nameOrIdCondition('external_repo', filter.info));
  if (isTrue(filter.url)) where.push(sql`url = ${columnText(filter.url)}`);
  return readListing<ExternalRepo>(ctx.db, { ...externalRepoListing, where }, options);
}

/**
 * The repo of this name, id or struct, or undefined. Without an info that is the only repo there is.
 * Throws GenericError `More than one repo in the result.`.
 */
export async function findExternalRepo(
  ctx: Context,
  info: unknown,
  event?: unknown,
): Promise<ExternalRepo | undefined> {
  const found = (await readExternalRepos(ctx, { info, event })) as ExternalRepo[];
  if (found.length > 1) throw new GenericError('More than one repo in the result.');
  return found[0];
}

/** {@link findExternalRepo}; throws GenericError `No such repo: <info>` when there is none. */
export async function getExternalRepo(ctx: Context, info: unknown, event?: unknown): Promise<ExternalRepo> {
  const repo = await findExternalRepo(ctx, info, event);
  if (repo === undefined) throw new GenericError(`No such repo: ${pythonStr(info)}`);
  return repo;
}

const externalRepoListing: Listing = {
  columns: { id: sql`id`, name: sql`name`, url: sql`url` },
  from: sql`external_repo JOIN external_repo_config ON external_repo_id = id`,
};
