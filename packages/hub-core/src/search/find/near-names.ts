import sql from 'sql-template-tag';
import { editDistance } from '@kojikit/protocol';
import type { Context } from '../../ground/context.js';
import { literally } from '../../query/browsing.js';
import { thingsQuery, together, type ThingRow } from './thing-queries.js';
import { limitTo } from '../../query/limit-to.js';

const MOST_COMPARED = 1000;
const MOST_TOLD = 8;

/**
 * Packages and tags whose names are near: those that share a piece of three letters, by how many letters differ. One
 * query, of at most 1,000 names of each.
 */
export async function nearNames(ctx: Context, terms: string): Promise<ThingRow[]> {
  const wanted = terms
    .toLowerCase()
    .replace(/[*?[\]]/g, '')
    .slice(0, 60);
  if (wanted.length < 2) return [];
  const pieces = piecesOf(wanted);
  const { dialect } = ctx.db;
  const queries = (['package', 'tag'] as const).map((type) => {
    const likely = pieces
      .map((piece) => dialect.like(sql`name`, piece, { ignoreCase: true }))
      .reduce((left, right) => sql`${left} OR ${right}`);
    const table = type === 'package' ? sql`package` : sql`tag`;
    // The shape of details needs the rows of the type; a tag that was deleted says so there.
    return thingsQuery(
      dialect,
      type,
      sql`SELECT id, name FROM ${table} WHERE ${likely}
        ORDER BY ABS(length(name) - ${wanted.length}), name ${limitTo(MOST_COMPARED)}`,
    );
  });
  const rows = await ctx.db.all<ThingRow>(together(queries));
  return rows
    .filter((row) => row.note !== 'deleted')
    .map((row) => ({ row, distance: distanceOf(wanted, row.name.toLowerCase()) }))
    .filter(({ distance }) => distance <= Math.max(2, wanted.length / 3))
    .sort((a, b) => a.distance - b.distance)
    .slice(0, MOST_TOLD)
    .map(({ row }) => row);
}

/* The name of a build begins with that of its package, so that what follows a dash may be too much. */
function distanceOf(wanted: string, name: string): number {
  const whole = editDistance(wanted, name);
  const dashed = wanted.split('-').length > name.split('-').length;
  return dashed
    ? Math.min(whole, editDistance(wanted.split('-').slice(0, name.split('-').length).join('-'), name) + 1)
    : whole;
}

/* The first two letters, and three letters at four places: one mistake leaves some of them whole. */
function piecesOf(text: string): string[] {
  const last = Math.max(text.length - 3, 0);
  const places = [...new Set([1, Math.floor(last / 3), Math.floor((2 * last) / 3), last])];
  const inside = places.map((place) => `%${literally(text.slice(place, place + 3))}%`);
  return [`${literally(text.slice(0, 2))}%`, ...(text.length > 3 ? inside : [])];
}
