import sql from 'sql-template-tag';
import { dictionary } from '@kojikit/protocol';
import { groupsOf, permissionsHeldBy } from '../auth/index.js';
import type { Context } from '../ground/context.js';
import { packagesOfOwner } from '../packages/index.js';
import { readPanels } from '../panels/index.js';
import { allowed, known, MOST_COUNTED } from '../query/browsing.js';
import { wholeListing } from '../query/listing.js';
import type { UserRef } from '../readers/index.js';
import type { ResultOf } from '../rpc/method.js';
import { readBuildPage } from '../tagging/index.js';
import { listTasks } from '../tasks/index.js';
import { findUserStrictly } from '../users/index.js';
import { limitTo } from '../query/limit-to.js';

/** What of the lists of a user is wanted: how they are ordered, and how many come before the first. */
export interface UserWanted {
  /** Of each list. */
  readonly rows: number;
  readonly packages: { readonly order: string; readonly start: number };
  readonly builds: { readonly order: string; readonly start: number };
}

/**
 * A user with what belongs to it: in six queries, beside what panels ask. Throws GenericError
 * `No such user: <what was given>`, and ParameterError for an unknown order.
 */
export async function describeUser(
  ctx: Context,
  info: UserRef,
  { rows, packages, builds }: UserWanted,
): Promise<ResultOf<'describeUser'>> {
  const user = await findUserStrictly(ctx, info);
  const { groups, ...facts } = await readFacts(ctx, user.id);
  const tasks = listTasks(ctx, { owner: user.id, parent: null, decode: true }, { order: '-id', limit: rows });
  return {
    user: { ...user, groups },
    ...facts,
    tasks: await wholeListing(tasks),
    packages: await packagesOfOwner(ctx, user.id, { ...packages, limit: rows }),
    builds: await readBuildPage(
      ctx,
      { from: sql`build`, where: [sql`build.owner = ${user.id}`], tagged: false },
      allowed({ ...builds, limit: rows }),
    ),
    panels: await readPanels(ctx, 'user', user.id),
  };
}

interface Fact {
  readonly builds: number;
  readonly packages: number;
  readonly tasks: number;
  /** Of a permission or group; nil for who has neither. */
  readonly kind: 'permission' | 'group' | null;
  readonly name: string;
  readonly group: string | null;
}

type Facts = Pick<ResultOf<'describeUser'>, 'permissions' | 'totals'> & { readonly groups: string[] };

/* Permissions with their sources, groups, and how much the user has of what is listed: one query. */
async function readFacts(ctx: Context, id: number): Promise<Facts> {
  const some = limitTo(MOST_COUNTED + 1);
  const rows = await ctx.db.all<Fact>(sql`
    SELECT totals.*, held.kind, held.name, held."group"
      FROM (SELECT
             (SELECT COUNT(*) FROM (SELECT 1 FROM build WHERE owner = ${id} ${some}) AS counted) AS builds,
             (SELECT COUNT(*) FROM (
               SELECT DISTINCT entry.package_id FROM tag_package_owners AS owned
                 JOIN tag_packages AS entry ON entry.tag_id = owned.tag_id AND entry.package_id = owned.package_id
                WHERE owned.owner = ${id} AND owned.active IS TRUE AND entry.active IS TRUE ${some}) AS counted) AS packages,
             (SELECT COUNT(*) FROM task WHERE owner = ${id} AND parent IS NULL) AS tasks) AS totals
      LEFT JOIN (
        SELECT 'permission' AS kind, name, "group", rank, position FROM (${permissionsHeldBy(id)}) AS permission
         UNION ALL
        SELECT 'group', name, NULL, 2, id FROM (${groupsOf(id)}) AS member) AS held ON true
     ORDER BY held.rank, held.position`);
  const permissions = dictionary<(string | null)[]>();
  for (const { kind, name, group } of rows) {
    if (kind === 'permission') (permissions[name] ??= []).push(group);
  }
  const { builds, packages, tasks } = rows[0]!;
  return {
    permissions,
    groups: rows.filter(({ kind }) => kind === 'group').map(({ name }) => name),
    totals: { builds: known(builds), packages: known(packages), tasks },
  };
}
