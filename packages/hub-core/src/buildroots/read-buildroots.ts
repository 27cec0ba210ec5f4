import sql, { type Sql } from 'sql-template-tag';
import { GenericError } from '@kojikit/protocol';
import type { Row } from '../db/database.js';
import { answerListing, wholeListing, type ListingAnswer } from '../query/listing.js';
import type { QueryOptions } from '../query/readers/query-options.js';
import type { Context } from '../ground/context.js';
import { withDoubles } from '../rpc/results.js';
import { parseStoredJson } from '../rpc/stored-json.js';
import type { OneOrMore } from './readers/one-or-more.js';
import type { BuildrootInfo } from './types.js';
import { quoted } from '../rpc/fault-text.js';

/** Which buildroots to list: what is undefined does not count, null equals nothing. */
export interface BuildrootFilter {
  readonly host?: OneOrMore;
  readonly tag?: OneOrMore;
  readonly state?: OneOrMore;
  /** Buildroots that an RPM was installed in. */
  readonly rpm?: number | null;
  /** Buildroots that an archive was used in. */
  readonly archive?: number | null;
  readonly task?: OneOrMore;
  readonly buildroot?: OneOrMore;
  readonly repo?: OneOrMore;
  /** Buildroots that RPMs or archives of a build were made in. */
  readonly build?: number;
}

/** The buildroots that fit every given filter. */
export async function readBuildroots(
  ctx: Context,
  filter: BuildrootFilter,
  options?: QueryOptions | null,
): Promise<ListingAnswer<BuildrootInfo>> {
  const where: Sql[] = [];
  const { dialect } = ctx.db;
  const equal = (column: Sql, value: OneOrMore | undefined) => {
    if (value === undefined) return;
    where.push(Array.isArray(value) ? dialect.isIn(column, value) : sql`${column} = ${value}`);
  };
  const among = (select: Sql, value: number | null | undefined) => {
    if (value !== undefined) where.push(sql`buildroot.id IN (${select} = ${value})`);
  };
  equal(sql`buildroot.id`, filter.buildroot);
  equal(sql`host.id`, filter.host);
  equal(sql`tag.id`, filter.tag);
  equal(sql`standard_buildroot.state`, filter.state);
  among(sql`SELECT buildroot_id FROM buildroot_listing WHERE rpm_id`, filter.rpm);
  among(sql`SELECT buildroot_id FROM buildroot_archives WHERE archive_id`, filter.archive);
  equal(sql`standard_buildroot.task_id`, filter.task);
  equal(sql`standard_buildroot.repo_id`, filter.repo);
  if (filter.build !== undefined) {
    where.push(sql`buildroot.id IN (
      SELECT buildroot_id FROM rpminfo WHERE build_id = ${filter.build}
      UNION SELECT buildroot_id FROM archiveinfo WHERE build_id = ${filter.build})`);
  }
  const listed = {
    ...columns,
    create_ts: dialect.epoch(sql`create_events.time`),
    retire_ts: dialect.epoch(sql`retire_events.time`),
  };
  return answerListing<BuildrootInfo>(
    ctx.db,
    {
      columns: listed,
      orderColumns: { ...columnsByName, ...listed },
      from: tables,
      where,
      transform: finish,
    },
    options,
  );
}

/** The buildroot of this id, or undefined. */
export async function findBuildroot(ctx: Context, id: number): Promise<BuildrootInfo | undefined> {
  const found = await wholeListing(readBuildroots(ctx, { buildroot: id }));
  return found[0];
}

/** {@link findBuildroot}; throws GenericError `No such buildroot: <id>` when there is none. */
export async function getBuildroot(ctx: Context, id: number): Promise<BuildrootInfo> {
  const buildroot = await findBuildroot(ctx, id);
  if (buildroot === undefined) throw new GenericError(`No such buildroot: ${id}`);
  return buildroot;
}

function finish(row: Row): Row {
  const text = row['extra'];
  return {
    ...withDoubles(row, 'create_ts', 'retire_ts'),
    extra: typeof text === 'string' ? parseExtra(text) : text,
  };
}

function parseExtra(text: string): unknown {
  try {
    return parseStoredJson(text);
  } catch (cause) {
    throw new GenericError(`Invalid extra data: ${quoted(text)}`, { cause });
  }
}

const columns: Readonly<Record<string, Sql>> = {
  id: sql`buildroot.id`,
  br_type: sql`buildroot.br_type`,
  cg_id: sql`buildroot.cg_id`,
  cg_name: sql`content_generator.name`,
  cg_version: sql`buildroot.cg_version`,
  container_arch: sql`buildroot.container_arch`,
  arch: sql`buildroot.container_arch`,
  container_type: sql`buildroot.container_type`,
  host_os: sql`buildroot.host_os`,
  host_arch: sql`buildroot.host_arch`,
  extra: sql`buildroot.extra`,
  state: sql`standard_buildroot.state`,
  task_id: sql`standard_buildroot.task_id`,
  host_id: sql`host.id`,
  host_name: sql`host.name`,
  repo_id: sql`repo.id`,
  repo_state: sql`repo.state`,
  tag_id: sql`tag.id`,
  tag_name: sql`tag.name`,
  create_event_id: sql`create_events.id`,
  create_event_time: sql`create_events.time`,
  retire_event_id: sql`retire_events.id`,
  retire_event_time: sql`retire_events.time`,
  repo_create_event_id: sql`repo_create.id`,
  repo_create_event_time: sql`repo_create.time`,
};

/** Koji takes the name of a column for an order as well: `koji rpminfo --buildroots` asks for `buildroot.id`. */
const columnsByName: Readonly<Record<string, Sql>> = Object.fromEntries(
  Object.values(columns).map((column) => [column.sql, column]),
);

const tables = sql`buildroot
  LEFT JOIN standard_buildroot ON standard_buildroot.buildroot_id = buildroot.id
  LEFT JOIN content_generator ON buildroot.cg_id = content_generator.id
  LEFT JOIN host ON host.id = standard_buildroot.host_id
  LEFT JOIN repo ON repo.id = standard_buildroot.repo_id
  LEFT JOIN tag ON tag.id = repo.tag_id
  LEFT JOIN events AS create_events ON create_events.id = standard_buildroot.create_event
  LEFT JOIN events AS retire_events ON standard_buildroot.retire_event = retire_events.id
  LEFT JOIN events AS repo_create ON repo_create.id = repo.create_event`;
