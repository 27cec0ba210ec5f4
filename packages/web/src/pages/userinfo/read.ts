import {
  hubCall,
  type BrowsedBuilds,
  type BrowsedPackages,
  type ListedTask,
  type Plain,
  type ShownPanel,
  type User,
} from '@kojikit/protocol';
import type { Visitor } from '../../hub/visitor.js';
import { idOrName, order, start, type ParamValues } from '../../http/params.js';

/** Rows of each list. */
export const ROWS = 10;

/** The parameters of the page of a user. */
export const userinfoParams = {
  userID: idOrName('The user.'),
  packageOrder: order('package_name', ['package_name', 'package_id', 'tag_name', 'blocked']),
  packageStart: start,
  buildOrder: order('-completion_time', ['nvr', 'completion_time', 'state', 'build_id']),
  buildStart: start,
};

export type UserinfoQuery = ParamValues<typeof userinfoParams>;

export interface UserModel {
  readonly query: UserinfoQuery;
  readonly user: Plain<User>;
  readonly builds: Plain<BrowsedBuilds>;
  readonly packages: Plain<BrowsedPackages>;
  /** The newest tasks that nobody else's task made. */
  readonly tasks: readonly Plain<ListedTask>[];
  readonly totalTasks: number;
  /** By name: from which groups, null for the user itself. */
  readonly permissions: Readonly<Record<string, readonly (string | null)[]>>;
  readonly panels: readonly ShownPanel[];
  readonly token: string;
}

/** A user with packages, builds, tasks, groups and permissions. */
export async function readUser(visitor: Visitor, query: UserinfoQuery): Promise<UserModel> {
  const { userID, buildOrder, buildStart, packageOrder, packageStart } = query;
  const user = (
    await visitor.one(hubCall('getUser', { userInfo: userID, strict: true, groups: true }))
  ).value();
  const opts = { owner: user.id, parent: null };
  const paging = { userID: user.id, limit: ROWS + 1 };
  const found = await visitor.all({
    builds: hubCall('browseBuilds', { ...paging, order: buildOrder, start: buildStart }),
    packages: hubCall('browsePackages', { ...paging, order: packageOrder, start: packageStart }),
    tasks: hubCall('listTasks', {
      opts: { ...opts, decode: true },
      queryOpts: { limit: ROWS, order: '-id' },
    }),
    totalTasks: hubCall('listTasks', { opts, queryOpts: { countOnly: true } }),
    permissions: hubCall('getUserPermsInheritance', { userID: user.id }),
    panels: hubCall('listPanels', { place: 'user', id: user.id }),
  });
  return {
    query,
    user,
    builds: found.builds.value(),
    packages: found.packages.value(),
    tasks: found.tasks.value(),
    totalTasks: found.totalTasks.value(),
    permissions: found.permissions.optional() ?? {},
    panels: found.panels.optional() ?? [],
    token: visitor.token(`panel user ${user.id}`),
  };
}
