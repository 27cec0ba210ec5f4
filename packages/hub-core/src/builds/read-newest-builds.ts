import sql, { join, type Sql } from 'sql-template-tag';
import { doubleOrNull, type ShownBuild } from '@kojikit/protocol';
import type { Context } from '../ground/context.js';
import { limitAsked } from '../query/limit-to.js';

/** The builds that were made last. */
export interface NewestBuilds {
  readonly all: readonly ShownBuild[];
  /** Of an owner. */
  readonly own: readonly ShownBuild[];
}

type Row = Omit<ShownBuild, 'completion_ts'> & {
  readonly list: keyof NewestBuilds;
  readonly completion_ts: number | null;
};

/**
 * The newest builds for a page that shows both lists, in one query.
 * @param owner whose builds; undefined for nobody's.
 * @param most of each list.
 */
export async function readNewestBuilds(
  ctx: Context,
  owner: number | undefined,
  most: number,
): Promise<NewestBuilds> {
  const lists = [
    newest('all', sql`true`, most),
    ...(owner === undefined ? [] : [newest('own', sql`owner = ${owner}`, most)]),
  ];
  const rows = await ctx.db.all<Row>(sql`
    SELECT listed.list AS list, build.id AS build_id, build.state AS state,
           package.name || '-' || build.version || '-' || build.release AS nvr,
           users.id AS owner_id, users.name AS owner_name,
           ${ctx.db.dialect.epoch(sql`build.completion_time`)} AS completion_ts
      FROM (${join(lists, ' UNION ALL ')}) AS listed
      JOIN build ON build.id = listed.id
      JOIN package ON package.id = build.pkg_id
      JOIN users ON users.id = build.owner
     ORDER BY build.id DESC`);
  const of = (list: keyof NewestBuilds) => rows.filter((row) => row.list === list).map(buildOf);
  return { all: of('all'), own: of('own') };
}

function newest(list: keyof NewestBuilds, where: Sql, most: number): Sql {
  return sql`SELECT * FROM (
    SELECT CAST(${list} AS text) AS list, id FROM build WHERE ${where} ORDER BY id DESC ${limitAsked(most)}) AS newest`;
}

function buildOf({ list: unused, completion_ts: ended, ...row }: Row): ShownBuild {
  return { ...row, completion_ts: doubleOrNull(ended) };
}
