import sql, { empty, type Sql } from 'sql-template-tag';
import { double, doubleOrNull, type BrowsedBuild } from '@kojikit/protocol';
import { allOf, orderBy, pageClause, type Page } from '../query/browsing.js';
import type { Context } from '../ground/context.js';

/** Builds of which a page is read. */
export interface BuildSource {
  /** `build`, joined with `tag_listing` where builds of tags are wanted. */
  readonly from: Sql;
  readonly where: readonly Sql[];
  readonly tagged: boolean;
}

const NVR = sql`package.name || '-' || build.version || '-' || build.release`;

const ORDERS = {
  build_id: sql`build.id`,
  nvr: sql`(${NVR})`,
  owner_name: sql`users.name`,
  completion_time: sql`build.completion_time`,
  state: sql`build.state`,
};
const TAGGED_ORDERS = { ...ORDERS, tag_name: sql`tag.name` };

/* What an order needs besides builds: for the others their rows alone are sorted. */
const NEEDED: Readonly<Record<string, Sql>> = {
  nvr: sql` JOIN package ON package.id = build.pkg_id`,
  owner_name: sql` JOIN users ON users.id = build.owner`,
  tag_name: sql` JOIN tag ON tag.id = tag_listing.tag_id`,
};

type Row = Omit<BrowsedBuild, 'creation_ts' | 'start_ts' | 'completion_ts'> & {
  readonly creation_ts: number;
  readonly start_ts: number | null;
  readonly completion_ts: number | null;
};

/** A page of builds: those are chosen first, and read whole then. Throws ParameterError for an unknown order. */
export async function readBuildPage(
  ctx: Context,
  { from, where, tagged }: BuildSource,
  page: Page,
): Promise<BrowsedBuild[]> {
  const { epoch } = ctx.db.dialect;
  const orders = tagged ? TAGGED_ORDERS : ORDERS;
  const last = tagged ? sql`build.id DESC, tag_listing.tag_id` : sql`build.id DESC`;
  const needed = NEEDED[page.order.replace(/^-/, '')] ?? empty;
  const rows = await ctx.db.all<Row>(sql`
    SELECT build.id AS build_id, ${NVR} AS nvr, package.id AS package_id, build.state, build.draft, build.task_id,
      users.id AS owner_id, users.name AS owner_name, ${epoch(sql`events.time`)} AS creation_ts,
      ${epoch(sql`build.start_time`)} AS start_ts, ${epoch(sql`build.completion_time`)} AS completion_ts
      ${tagged ? sql`, tag.id AS tag_id, tag.name AS tag_name` : empty}
    FROM (SELECT build.id AS build_id${tagged ? sql`, tag_listing.tag_id` : empty}
      FROM ${from}${needed} WHERE ${allOf(where)} ${pageClause(orders, page, last)}) AS shown
    JOIN build ON build.id = shown.build_id
    JOIN package ON package.id = build.pkg_id
    JOIN users ON users.id = build.owner
    JOIN events ON events.id = build.create_event
    ${tagged ? sql`JOIN tag ON tag.id = shown.tag_id` : empty}
    ORDER BY ${orderBy(orders, page.order)}, build.id DESC${tagged ? sql`, shown.tag_id` : empty}`);
  return rows.map((row) => ({
    ...row,
    creation_ts: double(row.creation_ts),
    start_ts: doubleOrNull(row.start_ts),
    completion_ts: doubleOrNull(row.completion_ts),
  }));
}
