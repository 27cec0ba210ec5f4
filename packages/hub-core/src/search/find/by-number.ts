import sql, { type Sql } from 'sql-template-tag';
import type { Context } from '../../ground/context.js';
import { thingsQuery, together, type ThingRow } from './thing-queries.js';

const LARGEST = 0x7fffffff;

const NUMBERED: Readonly<Record<string, Sql>> = {
  task: sql`SELECT id, method AS name FROM task`,
  build: sql`SELECT build.id, package.name || '-' || build.version || '-' || build.release AS name
    FROM build JOIN package ON package.id = build.pkg_id`,
  rpm: sql`SELECT id, name || '-' || version || '-' || release || '.' || arch AS name FROM rpminfo`,
  package: sql`SELECT id, name FROM package`,
  tag: sql`SELECT id, name FROM tag`,
  target: sql`SELECT id, name FROM build_target`,
  user: sql`SELECT id, name FROM users`,
  host: sql`SELECT id, name FROM host`,
  repo: sql`SELECT repo.id, tag.name FROM repo JOIN tag ON tag.id = repo.tag_id`,
  buildroot: sql`SELECT buildroot.id, COALESCE(host.name, '') AS name FROM buildroot
    LEFT JOIN standard_buildroot ON standard_buildroot.buildroot_id = buildroot.id
    LEFT JOIN host ON host.id = standard_buildroot.host_id`,
};

/** The types of what has a number, those first that people mean most. */
export const NUMBERED_TYPES = Object.keys(NUMBERED);

/** Everything that has this number, or what of one type has. One query. */
export async function findByNumber(
  ctx: Context,
  number: number,
  types: readonly string[] = NUMBERED_TYPES,
): Promise<ThingRow[]> {
  if (number > LARGEST) return [];
  const queries = types.map((type) =>
    thingsQuery(
      ctx.db.dialect,
      type,
      sql`SELECT * FROM (${NUMBERED[type]!}) AS numbered WHERE numbered.id = ${number}`,
    ),
  );
  return ctx.db.all<ThingRow>(together(queries));
}
