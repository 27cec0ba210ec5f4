import sql, { type Sql } from 'sql-template-tag';
import { type CountedList, USER_TYPES } from '@kojikit/protocol';
import type { Context } from '../ground/context.js';
import { currentAt } from '../history/index.js';
import { countedList, type CountedPart } from './counted-list.js';

export type CountedOfUsers = 'builds' | 'packages' | 'tasks';

/* A package counts in each tag that it is owned in. */
const COUNTS: Readonly<Record<CountedOfUsers, Sql>> = {
  builds: sql`SELECT owner, count(*) AS number FROM build GROUP BY owner`,
  tasks: sql`SELECT owner, count(*) AS number FROM task GROUP BY owner`,
  packages: sql`
    SELECT tag_package_owners.owner AS owner, count(*) AS number
      FROM tag_packages JOIN tag_package_owners ON tag_packages.package_id = tag_package_owners.package_id
                                               AND tag_packages.tag_id = tag_package_owners.tag_id
     WHERE ${currentAt('tag_packages', null)} AND ${currentAt('tag_package_owners', null)}
     GROUP BY tag_package_owners.owner`,
};

/** How many builds, packages or tasks each user has. */
export function countByUser(ctx: Context, what: CountedOfUsers, part: CountedPart): Promise<CountedList> {
  return countedList(
    ctx,
    sql`
    SELECT users.id AS id, users.name AS name, coalesce(owned.number, 0) AS number
      FROM users LEFT JOIN (${COUNTS[what]}) AS owned ON users.id = owned.owner
     WHERE users.usertype = ${USER_TYPES.NORMAL}`,
    part,
  );
}
