import sql, { type Sql } from 'sql-template-tag';
import {
  anyone,
  findUserStrictly,
  getTag,
  method,
  optional,
  queryOptions,
  read,
  readListing,
  type Context,
  type QueryOptions,
} from '@kojikit/hub-core/plugin';
import type { SideTag } from '../api.js';

/** Lists the side tags that exist: all, or those of a base tag, of a user, or of both. */
export const listSideTags = method('listSideTags', {
  params: {
    basetag: optional(read.nameOrId),
    user: optional(read.userRef),
    queryOpts: optional(queryOptions),
  },
  access: anyone,
  doc: 'The side tags there are, with their owners; on demand those of a base tag or of a user.',
  handler: (ctx, { basetag, user, queryOpts }) => list(ctx, { basetag, user }, queryOpts),
});

async function list(
  ctx: Context,
  filter: { basetag: read.NameOrId | null; user: read.UserRef | null },
  options: QueryOptions | null,
): Promise<SideTag[] | number> {
  const where: Sql[] = [
    sql`marker.active IS TRUE AND marker.key = 'sidetag' AND marker.value = 'true'`,
    sql`owner.active IS TRUE AND owner.key = 'sidetag_user_id'`,
  ];
  if (filter.user != null) {
    const { id } = await findUserStrictly(ctx, filter.user);
    where.push(sql`owner.value = ${String(id)}`);
  }
  if (filter.basetag != null) {
    const { id } = await getTag(ctx, filter.basetag);
    where.push(sql`EXISTS (SELECT 1 FROM tag_inheritance AS link
      WHERE link.tag_id = tag.id AND link.active IS TRUE AND link.parent_id = ${id})`);
  }
  const listing = {
    columns: {
      id: sql`marker.tag_id`,
      name: sql`tag.name`,
      user_id: sql`owner.value`,
      user_name: sql`users.name`,
    },
    from: sql`tag JOIN tag_extra AS marker ON tag.id = marker.tag_id
      JOIN tag_extra AS owner ON tag.id = owner.tag_id
      LEFT JOIN users ON owner.value = CAST(users.id AS TEXT)`,
    where,
  };
  return readListing<SideTag>(ctx.db, listing, options);
}
