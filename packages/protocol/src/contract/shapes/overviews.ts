import type { BrowsedBuild } from './builds.js';
import type { BuildrootComparison } from './explanations.js';
import type { ShownPanel } from './panels.js';
import type { SiteLoad } from './reports.js';
import type {
  ListedTask,
  LogLines,
  TaskFile,
  TaskResult,
  TaskTrees,
  TaskWaitReason,
  TreeTask,
} from './tasks.js';
import type { TagExternalRepo } from './repos.js';
import type { BrowsedPackage, FullInheritanceLink, Tag, TagContentsCount } from './tags.js';
import type { NamedNotification, User } from './users.js';
import type { IdAndName, Seconds } from './values.js';

/** A build as short lists show it. */
export interface ShownBuild {
  build_id: number;
  nvr: string;
  state: number;
  owner_id: number;
  owner_name: string;
  completion_ts: Seconds | null;
}

/** A package in a tag, as its owner sees it. */
export interface OwnedPackage {
  package_id: number;
  package_name: string;
  tag_id: number;
  tag_name: string;
  blocked: boolean;
}

/** The newest tasks and builds; tasks are those that are below no other. */
export interface NewestThings {
  /** Tasks that have not ended. */
  active: ListedTask[];
  failed: ListedTask[];
  builds: ShownBuild[];
  /** Of the caller, whatever their state; nil without a login. */
  own: { tasks: ListedTask[]; builds: ShownBuild[] } | null;
}

/** What belongs to who asks. */
export interface OwnOverview extends NonNullable<NewestThings['own']> {
  packages: OwnedPackage[];
  more_packages: boolean;
  notifications: NamedNotification[];
  /** What plugins show on the page of the user. */
  panels: ShownPanel[];
}

/** The summary of a site. */
export interface SiteOverview extends NewestThings {
  load: SiteLoad;
  /** Nil without a login. */
  own: OwnOverview | null;
}

/** A fault as a value. */
export interface StoredFault {
  code: number;
  message: string;
}

/** What failed first in a tree of tasks. */
export interface TaskFailure {
  task_id: number;
  fault: StoredFault | null;
  /** The last lines of the logs that may tell why, the usual ones first. */
  logs: (TaskFile & LogLines)[];
  /** What was installed, compared with the last good build; nil where there is nothing to compare, and while the task that is described goes on. */
  comparison: BuildrootComparison | null;
}

/** A task with all that its page shows. */
export interface TaskOverview extends TaskTrees {
  /** The task itself comes first, with files as all of them; of the others the first 5000. */
  tasks: TreeTask[];
  parent: TreeTask | null;
  /** The first of those above it, which is its parent or above that; nil for one that nothing is above. */
  top: TreeTask | null;
  /** What it ended with; nil while it works, and where it failed. */
  result: TaskResult;
  fault: StoredFault | null;
  builds: { build_id: number; nvr: string }[];
  /** Build roots that were made for it. */
  buildroots: { id: number; tag_name: string; arch: string }[];
  /** Why it does not go on; empty once something in its tree has failed. */
  waits: TaskWaitReason[];
  /** What failed first, the task itself or one below it. */
  failure: TaskFailure | null;
  panels: ShownPanel[];
}

/** A tag with all that its page shows. Of a deleted one only its settings and its inheritance, as they were. */
export interface TagOverview {
  tag: Tag;
  /** When a deleted tag ended, nil where that is not known; nil for one that is there. */
  ended: { ts: Seconds | null } | null;
  /** The whole inheritance. */
  parents: FullInheritanceLink[];
  counts: TagContentsCount | null;
  /** The first targets by name whose builds are made from it. */
  built_from: IdAndName[];
  /** The first targets by name whose builds go to it. */
  destination_of: IdAndName[];
  /** Also those that are inherited, the nearest first. */
  external_repos: TagExternalRepo[];
  /** The newest one that is ready and not for distribution. */
  repo: { id: number; creation_ts: Seconds } | null;
  /** How many requests for repos of it there are. */
  requests: number;
  panels: ShownPanel[];
}

/** A user with all that its page shows. */
export interface UserOverview {
  /** With its groups. */
  user: User;
  /** By name: the groups that each comes through, nil for the user itself. */
  permissions: Record<string, (string | null)[]>;
  packages: BrowsedPackage[];
  builds: BrowsedBuild[];
  /** The newest of those that are below no other. */
  tasks: ListedTask[];
  /** How many there are in all; nil for more than 10,000, which only tasks are counted beyond. */
  totals: { packages: number | null; builds: number | null; tasks: number };
  panels: ShownPanel[];
}
