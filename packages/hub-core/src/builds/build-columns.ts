import sql, { type Sql } from 'sql-template-tag';
import { double, GenericError, type Build, type Extra } from '@kojikit/protocol';
import { perDialect } from '../db/per-dialect.js';
import { withDoubles } from '../rpc/results.js';
import { parseStoredJson } from '../rpc/stored-json.js';
import { quoted } from '../rpc/fault-text.js';

/** Members of a build that are seconds since 1970 and go out as `<double>`. */
const SECONDS = ['creation_ts', 'start_ts', 'completion_ts', 'promotion_ts'] as const;

/** What every answer about a build has, by member name: see {@link buildTables} for the aliases. */
export const buildColumns = perDialect((dialect): Readonly<Record<string, Sql>> => ({
  build_id: sql`build.id`,
  version: sql`build.version`,
  release: sql`build.release`,
  epoch: sql`build.epoch`,
  draft: sql`build.draft`,
  state: sql`build.state`,
  completion_time: sql`build.completion_time`,
  promotion_time: sql`build.promotion_time`,
  start_time: sql`build.start_time`,
  source: sql`build.source`,
  extra: sql`build.extra`,
  task_id: sql`build.task_id`,
  creation_event_id: sql`events.id`,
  creation_time: sql`events.time`,
  creation_ts: dialect.epoch(sql`events.time`),
  start_ts: dialect.epoch(sql`build.start_time`),
  completion_ts: dialect.epoch(sql`build.completion_time`),
  promotion_ts: dialect.epoch(sql`build.promotion_time`),
  package_id: sql`package.id`,
  package_name: sql`package.name`,
  name: sql`package.name`,
  volume_id: sql`volume.id`,
  volume_name: sql`volume.name`,
  nvr: sql`package.name || '-' || build.version || '-' || build.release`,
  owner_id: sql`users.id`,
  owner_name: sql`users.name`,
  promoter_id: sql`promoter.id`,
  promoter_name: sql`promoter.name`,
}));

/** The tables that {@link buildColumns} reads. */
export const buildTables: Sql = sql`build
  JOIN events ON build.create_event = events.id
  JOIN package ON build.pkg_id = package.id
  JOIN volume ON build.volume_id = volume.id
  JOIN users ON build.owner = users.id
  LEFT JOIN users AS promoter ON build.promoter = promoter.id`;

/** A row of a build as it is stored. */
export type StoredBuild = Omit<Build, 'extra' | (typeof SECONDS)[number]> & {
  readonly [Name in (typeof SECONDS)[number]]: null extends Build[Name] ? number | null : number;
} & { readonly extra: string | null };

/** How a build's columns go out where rows are sent as they were read. Throws as {@link finishBuildRow} does. */
export const buildReaders = {
  ...Object.fromEntries(SECONDS.map((name) => [name, double])),
  extra: parseExtraData,
};

/** A row as the wire shows it. Throws GenericError `Invalid extra data: <text>` for data that is no JSON. */
export function finishBuildRow<Row extends Pick<StoredBuild, 'extra' | (typeof SECONDS)[number]>>(row: Row) {
  return { ...withDoubles(row, ...SECONDS), extra: parseExtraData(row.extra) };
}

/** The further data of a build, which is stored as text. */
export function parseExtraData(extra: unknown): Extra | null {
  if (typeof extra !== 'string') return null;
  try {
    return parseStoredJson(extra) as Extra | null;
  } catch (cause) {
    throw new GenericError(`Invalid extra data: ${quoted(extra)}`, { cause });
  }
}
