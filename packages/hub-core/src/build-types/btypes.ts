import sql, { type Sql } from 'sql-template-tag';
import { GenericError, type IdAndName } from '@kojikit/protocol';
import { verifyNameInternal } from '../config/index.js';
import { readListing } from '../query/listing.js';
import type { QueryOptions } from '../query/readers/query-options.js';
import type { Context } from '../ground/context.js';
import type { BuildTypeFilter } from './readers/build-type-filter.js';

/** The build types that there are, or the one of a name or id. */
export async function listBuildTypes(
  ctx: Context,
  { name, id }: BuildTypeFilter,
  options: QueryOptions | null,
): Promise<IdAndName[] | number> {
  const where: Sql[] = [];
  if (name !== undefined) where.push(sql`btype.name = ${name}`);
  if (id !== undefined) where.push(sql`btype.id = ${id}`);
  const columns = { id: sql`btype.id`, name: sql`btype.name` };
  return readListing<IdAndName>(ctx.db, { columns, from: sql`btype`, where }, options);
}

/** Adds a build type. Throws GenericError `btype already exists`. */
export async function addBuildType(ctx: Context, name: string): Promise<void> {
  verifyNameInternal(ctx.config, name);
  const known = await ctx.db.value<number>(sql`SELECT id FROM btype WHERE name = ${name}`);
  if (known !== undefined) throw new GenericError('btype already exists');
  await ctx.db.insert('btype', { name });
}
