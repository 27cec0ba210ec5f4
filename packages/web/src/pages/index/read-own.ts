import {
  hubCall,
  type ListedBuild,
  type ListedTask,
  type NamedNotification,
  type PackageInTag,
  type Plain,
  uncheckedCall,
} from '@kojikit/protocol';
import type { Reply } from '../../hub/reply.js';
import type { User, Visitor } from '../../hub/visitor.js';
import { window } from '../../html/pager.js';
import { askBuilds, askNewest, NEWEST, type SummaryQuery } from './ask-newest.js';

export const PACKAGES_SHOWN = 10;

/** A side tag, as far as it is shown. */
export interface OwnSideTag {
  readonly id: number;
  readonly name: string;
}

/** The newest tasks and builds of who is logged in. */
export interface OwnNewest {
  readonly tasks: readonly Plain<ListedTask>[];
  readonly builds: readonly Plain<ListedBuild>[];
}

/** What belongs to who is logged in. */
export interface Own extends OwnNewest {
  readonly user: User;
  readonly packages: readonly Plain<PackageInTag>[];
  readonly morePackages: boolean;
  /** None where the hub has no side tags. */
  readonly sideTags: readonly OwnSideTag[] | undefined;
  readonly notifications: readonly Plain<NamedNotification>[];
  readonly query: SummaryQuery;
}

/** The questions for what a user has newest. */
export const askOwnNewest = ({ id: userID }: User) => ({
  tasks: askNewest({ owner: userID }),
  builds: askBuilds({ userID }),
});

/** What belongs to a visitor, in one round of questions. */
export async function readOwn(visitor: Visitor, user: User, query: SummaryQuery): Promise<Own> {
  const userID = user.id;
  const found = await visitor.all({
    ...askOwnNewest(user),
    packages: hubCall('listPackages', {
      userID,
      with_dups: true,
      queryOpts: window(query.packageStart, query.packageOrder, PACKAGES_SHOWN),
    }),
    notifications: hubCall('listNamedNotifications', { userID }),
    // Of a plugin, which a hub need not have.
    sideTags: uncheckedCall('listSideTags', [], { user: userID, queryOpts: { limit: NEWEST, order: '-id' } }),
  });
  const packages = found.packages.value();
  return {
    user,
    tasks: found.tasks.value(),
    builds: found.builds.value(),
    packages: packages.slice(0, PACKAGES_SHOWN),
    morePackages: packages.length > PACKAGES_SHOWN,
    sideTags: sideTagsOf(found.sideTags),
    notifications: found.notifications.optional() ?? [],
    query,
  };
}

function sideTagsOf(reply: Reply): OwnSideTag[] | undefined {
  const rows = reply.optional();
  return Array.isArray(rows) ? rows.filter(isSideTag) : undefined;
}

function isSideTag(row: unknown): row is OwnSideTag {
  if (typeof row !== 'object' || row === null || !('id' in row && 'name' in row)) return false;
  return typeof row.id === 'number' && typeof row.name === 'string';
}
