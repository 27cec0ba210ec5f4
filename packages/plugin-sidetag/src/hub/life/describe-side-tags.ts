import sql, { empty, type Sql } from 'sql-template-tag';
import { findUserStrictly, getTag, type Context, type read } from '@kojikit/hub-core/plugin';
import type { DescribedSideTag } from '../../api.js';
import { readHolds } from './holds.js';

/** Which side tags; members left out or nil select nothing. */
export interface SideTagFilter {
  /** The id of a tag, which need be none that there is. */
  readonly id?: number;
  readonly sidetag?: read.NameOrId | null;
  readonly basetag?: read.NameOrId | null;
  readonly user?: read.UserRef | null;
}

interface Owner {
  readonly tag_id: number;
  readonly name: string;
}

type SideTagRow = Omit<DescribedSideTag, 'owners' | 'holds' | 'kept'> & { kept: boolean | null };

/**
 * The side tags there are with all that is known of their lives, by id: three reads whatever their number, one for none.
 * Throws GenericError for a tag or user that does not exist.
 */
export async function describeSideTags(ctx: Context, filter: SideTagFilter): Promise<DescribedSideTag[]> {
  const rows = await readSideTags(ctx, filter);
  if (rows.length === 0) return [];
  // A short list is named; for a long one, reading all that belongs to any side tag is cheaper.
  const tags = rows.length <= 100 ? rows.map(({ id }) => id) : undefined;
  const owners = await readOwners(ctx, tags);
  const holds = await readHolds(ctx, tags);
  const ownersOf = groupByTag(owners);
  const holdsOf = groupByTag(holds);
  return rows.map((row) => ({
    ...row,
    kept: row.kept === true,
    create_ts: Math.floor(row.create_ts),
    last_change_ts: row.last_change_ts === null ? null : Math.floor(row.last_change_ts),
    owners: (ownersOf.get(row.id) ?? []).map(({ name }) => name),
    holds: (holdsOf.get(row.id) ?? []).map(({ user_name: user, reason, since, until }) => ({
      user_name: user,
      reason,
      since,
      until,
    })),
  }));
}

/* The further owners, of all side tags or of some. */
function readOwners(ctx: Context, tags: readonly number[] | undefined): Promise<Owner[]> {
  const owners = ctx.db
    .table('kojikit_sidetag_owners as further')
    .join('users', 'users.id', 'further.user_id')
    .select('further.tag_id', 'users.name')
    .orderBy('users.name');
  if (tags !== undefined) owners.where(ctx.db.raw(ctx.db.dialect.isIn(sql`further.tag_id`, tags)));
  return ctx.db.all<Owner>(owners);
}

function groupByTag<Row extends { readonly tag_id: number }>(rows: readonly Row[]): Map<number, Row[]> {
  const groups = new Map<number, Row[]>();
  for (const row of rows) {
    const group = groups.get(row.tag_id);
    if (group) group.push(row);
    else groups.set(row.tag_id, [row]);
  }
  return groups;
}

async function readSideTags(ctx: Context, filter: SideTagFilter): Promise<SideTagRow[]> {
  const chosen: Sql[] = [];
  if (filter.id !== undefined) chosen.push(sql`marker.tag_id = ${filter.id}`);
  if (filter.sidetag != null) chosen.push(sql`marker.tag_id = ${(await getTag(ctx, filter.sidetag)).id}`);
  if (filter.basetag != null) chosen.push(sql`base.id = ${(await getTag(ctx, filter.basetag)).id}`);
  if (filter.user != null) {
    const { id } = await findUserStrictly(ctx, filter.user);
    // Asked first: a planner that guesses the number of side tags of a user too high reads all of them.
    const ids = await ctx.db.column<number>(sql`
      SELECT tag_id FROM tag_extra WHERE key = 'sidetag_user_id' AND value = ${String(id)} AND active IS TRUE
      UNION SELECT tag_id FROM kojikit_sidetag_owners WHERE user_id = ${id}`);
    chosen.push(ctx.db.dialect.isIn(sql`marker.tag_id`, ids));
  }
  const { epoch } = ctx.db.dialect;
  const seconds = (event: Sql) =>
    sql`(SELECT ${epoch(sql`events.time`)} FROM events WHERE events.id = ${event})`;
  return ctx.db.all<SideTagRow>(sql`
    SELECT tag.id, tag.name, users.id AS user_id, users.name AS user_name, base.id AS basetag_id,
      base.name AS basetag_name, ${seconds(sql`marker.create_event`)} AS create_ts,
      (SELECT COUNT(*) FROM tag_listing WHERE tag_listing.tag_id = tag.id AND tag_listing.active IS TRUE) AS builds,
      ${seconds(sql`(SELECT MAX(COALESCE(listed.revoke_event, listed.create_event)) FROM tag_listing AS listed
        WHERE listed.tag_id = tag.id)`)} AS last_change_ts,
      life.expires AS expires_ts, life.kept AS kept, life.warned AS warned_ts
    FROM tag_extra AS marker JOIN tag ON tag.id = marker.tag_id
      JOIN tag_config ON tag_config.tag_id = tag.id AND tag_config.active IS TRUE
      JOIN tag_extra AS owner ON owner.tag_id = tag.id AND owner.key = 'sidetag_user_id' AND owner.active IS TRUE
      LEFT JOIN users ON owner.value = CAST(users.id AS TEXT)
      LEFT JOIN tag AS base ON base.id = (SELECT parent_id FROM tag_inheritance AS link
        WHERE link.tag_id = tag.id AND link.active IS TRUE ORDER BY link.priority LIMIT 1)
      LEFT JOIN kojikit_sidetag AS life ON life.tag_id = tag.id
    WHERE marker.key = 'sidetag' AND marker.value = 'true' AND marker.active IS TRUE
      ${chosen.length === 0 ? empty : sql`AND ${chosen.reduce((all, one) => sql`${all} AND ${one}`)}`}
    ORDER BY tag.id`);
}
