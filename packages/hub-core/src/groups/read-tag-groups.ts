import sql, { type Sql } from 'sql-template-tag';
import type { TagGroup, TagGroupPackage, TagGroupRequirement } from '@kojikit/protocol';
import { currentAt } from '../history/index.js';
import { inheritedTagIds } from '../tags/index.js';
import type { Context } from '../ground/context.js';
import type { WholeNumber } from '../rpc/convert.js';

export interface TagGroupsQuery {
  readonly event?: WholeNumber | null;
  /** Follow the tag's inheritance. Default: true. */
  readonly inherit?: boolean;
  /** Answer the packages of the groups. Default: true. */
  readonly withPackages?: boolean;
  /** Answer the groups that the groups need. Default: true. */
  readonly withRequirements?: boolean;
  /** Answer what is blocked too. Default: false. */
  readonly withBlocked?: boolean;
}

/** A group as it holds in a tag, with its members by name and by id. */
export interface GroupInTag {
  readonly config: Omit<TagGroup, 'packagelist' | 'grouplist'>;
  readonly packages: Map<string, TagGroupPackage>;
  readonly requirements: Map<number, TagGroupRequirement>;
}

/** The package groups of a tag as Koji's API returns them, without what is blocked unless asked for. */
export async function readTagGroups(
  ctx: Context,
  tagId: number,
  query: TagGroupsQuery = {},
): Promise<TagGroup[]> {
  const { withPackages = true, withRequirements = true, withBlocked = false } = query;
  const shown = (entry: { readonly blocked: boolean }) => withBlocked || !entry.blocked;
  return [...(await readGroups(ctx, tagId, query)).values()]
    .filter(({ config }) => shown(config))
    .map(({ config, packages, requirements }) => ({
      ...config,
      ...(withPackages && { packagelist: [...packages.values()].filter(shown) }),
      ...(withRequirements && { grouplist: [...requirements.values()].filter(shown) }),
    }));
}

/**
 * The groups of a tag by id, blocked ones included; the nearest tag of the inheritance wins, for each member too.
 * A blocked group has no members, and a group that is missing or blocked is nobody's requirement. One query per table.
 */
export async function readGroups(
  ctx: Context,
  tagId: number,
  query: Omit<TagGroupsQuery, 'withBlocked'> = {},
): Promise<Map<number, GroupInTag>> {
  const { event, inherit = true, withPackages = true, withRequirements = true } = query;
  const tags = inherit ? await inheritedTagIds(ctx, tagId, event) : [tagId];
  const where = sql`${currentAt(undefined, event)} AND ${ctx.db.dialect.isIn(sql`tag_id`, tags)}`;
  const groups = new Map<number, GroupInTag>();
  for (const config of await inOrder<GroupInTag['config']>(ctx, tags, configQuery(where))) {
    if (groups.has(config.group_id)) continue;
    groups.set(config.group_id, { config, packages: new Map(), requirements: new Map() });
  }
  if (groups.size === 0) return groups;

  const usable = (id: number) => {
    const group = groups.get(id);
    return group?.config.blocked ? undefined : group;
  };
  if (withPackages) {
    for (const entry of await inOrder<TagGroupPackage>(ctx, tags, packageQuery(where))) {
      const packages = usable(entry.group_id)?.packages;
      if (packages && !packages.has(entry.package)) packages.set(entry.package, entry);
    }
  }
  if (withRequirements) {
    for (const entry of await inOrder<TagGroupRequirement>(ctx, tags, requirementQuery(where))) {
      const requirements = usable(entry.req_id) && usable(entry.group_id)?.requirements;
      if (requirements && !requirements.has(entry.req_id)) requirements.set(entry.req_id, entry);
    }
  }
  return groups;
}

function configQuery(where: Sql): Sql {
  return sql`
    SELECT groups.name, group_id, tag_id, blocked, exported, display_name, is_default, uservisible, description,
      langonly, biarchonly
    FROM group_config JOIN groups ON group_id = groups.id WHERE ${where}`;
}

function packageQuery(where: Sql): Sql {
  return sql`
    SELECT group_id, tag_id, package, blocked, type, basearchonly, requires
    FROM group_package_listing WHERE ${where}`;
}

function requirementQuery(where: Sql): Sql {
  return sql`
    SELECT group_id, tag_id, req_id, blocked, type, is_metapkg, groups.name
    FROM group_req_listing JOIN groups ON req_id = groups.id WHERE ${where}`;
}

/* Sorting is stable: within a tag the rows stay as the database gave them. */
async function inOrder<R extends { readonly tag_id: number }>(
  ctx: Context,
  tags: readonly number[],
  query: Sql,
): Promise<R[]> {
  const rank = new Map(tags.map((id, index) => [id, index]));
  const rows = await ctx.db.all<R>(query);
  return rows.sort((a, b) => rank.get(a.tag_id)! - rank.get(b.tag_id)!);
}
