import sql, { type Sql } from 'sql-template-tag';
import { GenericError } from '@kojikit/protocol';
import { currentAt } from '../history/index.js';
import { nameOrIdCondition } from '../lookup/index.js';
import { readListing, wholeListing, type Listing } from '../query/listing.js';
import type { QueryOptions } from '../query/readers/query-options.js';
import type { NameOrId } from '../readers/index.js';
import type { WholeNumber } from '../rpc/convert.js';
import type { Context } from '../ground/context.js';
import type { ExternalRepo } from './types.js';
import { faultText } from '../rpc/fault-text.js';

export interface ExternalRepoFilter {
  readonly info?: NameOrId | null;
  /** Null is met by none. */
  readonly url?: string | null;
  readonly event?: WholeNumber | null;
}

/** The repos that exist at an event: all, or those of a name, id or URL. */
export async function readExternalRepos(
  ctx: Context,
  filter: ExternalRepoFilter,
  options?: QueryOptions | null,
): Promise<ExternalRepo[] | number> {
  const where: Sql[] = [currentAt('external_repo_config', filter.event)];
  if (filter.info != null) where.push(nameOrIdCondition('external_repo', filter.info));
  if (filter.url !== undefined) where.push(sql`url = ${filter.url}`);
  return readListing<ExternalRepo>(ctx.db, { ...externalRepoListing, where }, options);
}

/**
 * The repo of this name, id or struct, or undefined. Without an info that is the only repo there is.
 * Throws GenericError `More than one repo in the result.`.
 */
export async function findExternalRepo(
  ctx: Context,
  info: NameOrId | null,
  event?: WholeNumber | null,
): Promise<ExternalRepo | undefined> {
  const found = await wholeListing(readExternalRepos(ctx, { info, event }));
  if (found.length > 1) throw new GenericError('More than one repo in the result.');
  return found[0];
}

/** {@link findExternalRepo}; throws GenericError `No such repo: <info>` when there is none. */
export async function getExternalRepo(
  ctx: Context,
  info: NameOrId | null,
  event?: WholeNumber | null,
): Promise<ExternalRepo> {
  const repo = await findExternalRepo(ctx, info, event);
  if (repo === undefined) throw new GenericError(faultText`No such repo: ${info}`);
  return repo;
}

const externalRepoListing: Listing = {
  columns: { id: sql`id`, name: sql`name`, url: sql`url` },
  from: sql`external_repo JOIN external_repo_config ON external_repo_id = id`,
};
