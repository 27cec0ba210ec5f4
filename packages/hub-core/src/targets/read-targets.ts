import sql, { type Sql } from 'sql-template-tag';
import { GenericError } from '@kojikit/protocol';
import { currentAt } from '../history/index.js';
import { lookupName, nameOrIdCondition } from '../lookup/index.js';
import { readListingRows, wholeListing, type Listing } from '../query/listing.js';
import type { QueryOptions } from '../query/readers/query-options.js';
import { isGiven, type Empty, type NameOrId } from '../readers/index.js';
import type { WholeNumber } from '../rpc/convert.js';
import type { Rows } from '../db/rows.js';
import type { Context } from '../ground/context.js';
import { faultText } from '../rpc/fault-text.js';

/** A build target as Koji's API returns it. */
export interface TargetInfo {
  id: number;
  name: string;
  /** The tag whose packages builds may use. */
  build_tag: number;
  build_tag_name: string;
  /** The tag that finished builds go to. */
  dest_tag: number;
  dest_tag_name: string;
}

export interface TargetFilter {
  readonly info?: NameOrId | Empty;
  readonly event?: WholeNumber | null;
  readonly buildTag?: NameOrId | null;
  readonly destTag?: NameOrId | null;
}

/** The targets that exist at an event, filtered by name, build tag or destination tag. */
export async function readTargets(
  ctx: Context,
  filter: TargetFilter,
  options?: QueryOptions | null,
): Promise<TargetInfo[] | Rows<TargetInfo> | number> {
  const where: Sql[] = [currentAt('build_target_config', filter.event)];
  if (isGiven(filter.info)) where.push(nameOrIdCondition('build_target', filter.info));
  if (filter.buildTag != null) where.push(sql`build_tag = ${await tagId(ctx, filter.buildTag)}`);
  if (filter.destTag != null) where.push(sql`dest_tag = ${await tagId(ctx, filter.destTag)}`);
  return readListingRows<TargetInfo>(ctx.db, { ...targetListing, where }, options);
}

/** The target of this name, id or struct at an event, or undefined. */
export async function findTarget(
  ctx: Context,
  info: NameOrId | Empty,
  event?: WholeNumber | null,
): Promise<TargetInfo | undefined> {
  const found = await wholeListing(readTargets(ctx, { info, event }));
  return found.length === 1 ? found[0] : undefined;
}

/** {@link findTarget}; throws GenericError `No such build target: <info>` when there is none. */
export async function getTarget(
  ctx: Context,
  info: NameOrId | Empty,
  event?: WholeNumber | null,
): Promise<TargetInfo> {
  const target = await findTarget(ctx, info, event);
  if (target === undefined) throw new GenericError(faultText`No such build target: ${info}`);
  return target;
}

const targetListing: Listing = {
  columns: {
    id: sql`build_target.id`,
    build_tag: sql`build_tag`,
    dest_tag: sql`dest_tag`,
    name: sql`build_target.name`,
    build_tag_name: sql`tag1.name`,
    dest_tag_name: sql`tag2.name`,
  },
  from: sql`build_target_config
    JOIN build_target ON build_target_config.build_target_id = build_target.id
    JOIN tag AS tag1 ON build_target_config.build_tag = tag1.id
    JOIN tag AS tag2 ON build_target_config.dest_tag = tag2.id`,
};

/* A tag that does not exist matches no target. */
async function tagId(ctx: Context, info: NameOrId): Promise<WholeNumber | null> {
  if (typeof info === 'number' || typeof info === 'bigint') return info;
  return (await lookupName(ctx, 'tag', info))?.id ?? null;
}
