import sql, { type Sql } from 'sql-template-tag';
import { GenericError, type IdAndName } from '@kojikit/protocol';
import { verifyNameInternal } from '../config/index.js';
import { readListing, type QueryOptions } from '../query/listing.js';
import { isStruct } from '../rpc/convert.js';
import type { Context } from '../rpc/context.js';
import { columnInteger, columnText } from '../rpc/database-values.js';
import { CallerMistake } from '../rpc/caller-mistake.js';

/** The build types that there are, or the one of a `name` or `id`. Other members of the query do not count. */
export async function listBuildTypes(
  ctx: Context,
  query: unknown,
  options: QueryOptions | null | undefined,
): Promise<IdAndName[] | number> {
  const wanted = isStruct(query) ? query : {};
  // Koji looks for the names of members only, which a list can be asked for as well.
  if (query !== null && query !== undefined && !isStruct(query) && !Array.isArray(query)) {
    throw new CallerMistake('a struct is needed');
  }
  const where: Sql[] = [];
  if ('name' in wanted) where.push(sql`btype.name = ${columnText(wanted['name'])}`);
  if ('id' in wanted) {
    where.push(wanted['id'] === null ? sql`false` : sql`btype.id = ${columnInteger(wanted['id'])}`);
  }
  const columns = { id: sql`btype.id`, name: sql`btype.name` };
  return readListing<IdAndName>(ctx.db, { columns, from: sql`btype`, where }, options);
}

/** Adds a build type. Throws GenericError `btype already exists`. */
export async function addBuildType(ctx: Context, name: unknown): Promise<void> {
  verifyNameInternal(ctx.config, name);
  const known = await ctx.db.value<number>(sql`SELECT id FROM btype WHERE name = ${name}`);
  if (known !== undefined) throw new GenericError('btype already exists');
  await ctx.db.insert('btype', { name });
}
