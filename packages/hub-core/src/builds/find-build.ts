import sql, { type Sql } from 'sql-template-tag';
import { GenericError, type Build } from '@kojikit/protocol';
import { parseNvr } from '@kojikit/rpm';
import { perDialect } from '../db/per-dialect.js';
import { selectList } from '../query/listing.js';
import { buildRef, type BuildRef } from '../readers/index.js';
import { isWholeNumber } from '../rpc/convert.js';
import type { Context } from '../ground/context.js';
import { buildColumns, buildTables, finishBuildRow, type StoredBuild } from './build-columns.js';
import { quoted } from '../rpc/fault-text.js';

export interface FindBuildOptions {
  /** Throw when there is no such build. */
  readonly strict?: boolean;
}

/**
 * The build behind what a caller gave: an id, `name-version-release`, or a struct with these three. One query.
 * Throws GenericError `invalid format: …`, `did not provide name, version, and release` or
 * `Invalid type for argument: <type>`, and with `strict` `No such build: <what was given>`.
 */
export async function findBuild(
  ctx: Context,
  info: BuildRef,
  options: FindBuildOptions = {},
): Promise<Build | undefined> {
  const row = await ctx.db.first<StoredBuild>(
    sql`${selectBuild(ctx.db.dialect)} WHERE ${buildCondition(info)}`,
  );
  if (row !== undefined) return finishBuildRow(row);
  if (options.strict) throw noSuchBuild(info);
  return undefined;
}

const selectBuild = perDialect((dialect) => {
  const columns = {
    id: sql`build.id`,
    ...buildColumns(dialect),
    cg_id: sql`build.cg_id`,
    cg_name: sql`content_generator.name`,
  };
  return sql`SELECT ${selectList(columns)} FROM ${buildTables}
    LEFT JOIN content_generator ON build.cg_id = content_generator.id`;
});

/** {@link findBuild} that throws GenericError `No such build: <what was given>` when there is none. */
export async function getBuild(ctx: Context, info: BuildRef): Promise<Build> {
  return (await findBuild(ctx, info, { strict: true }))!;
}

/**
 * The id behind what a caller gave, or undefined. A number is answered as it is, whether there is such a build or not.
 * Throws as {@link findBuild}.
 */
export async function findBuildId(
  ctx: Context,
  info: BuildRef,
  options: FindBuildOptions = {},
): Promise<number | undefined> {
  if (isWholeNumber(info)) return info as number;
  const id = await ctx.db.value<number>(sql`
    SELECT build.id FROM build JOIN package ON build.pkg_id = package.id WHERE ${buildCondition(info)}`);
  if (id === undefined && options.strict) throw noSuchBuild(info);
  return id;
}

/** The condition on `build` and `package` that finds what a caller gave. */
function buildCondition(info: BuildRef): Sql {
  const ref = buildRef(info);
  if (isWholeNumber(ref)) return sql`build.id = ${ref}`;
  const { name, version, release } = typeof ref === 'string' ? parseNvr(ref) : ref;
  return sql`package.name = ${name} AND build.version = ${version} AND build.release = ${release}`;
}

function noSuchBuild(info: BuildRef): GenericError {
  return new GenericError(`No such build: ${quoted(info)}`);
}
