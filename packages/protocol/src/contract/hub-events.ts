import type {
  Build,
  BuildReference,
  Reference,
  Repo,
  Struct,
  Tag,
  TaggedBuild,
  Task,
  User,
  UserReference,
  WireValue,
} from './shapes.js';

/** A change of one attribute, most often `state`. */
export interface StateChange<Info> {
  attribute: string;
  old: unknown;
  new: unknown;
  /** The row: before the change in `pre…`, after it in `post…`. */
  info: Info;
}

/**
 * A task in an event: with its request and, once it is closed, its result. A new one has no id yet in `pre…`, and beside
 * its columns the channel and the host that were asked for.
 */
export type AnnouncedTask = Omit<Partial<Task>, 'request' | 'result'> & {
  request?: unknown;
  result?: unknown;
  channel?: Reference;
  assign?: Reference;
};

/** A build in an event. A new one has no id yet in `pre…`, and its members are as they will be stored. */
export type AnnouncedBuild = Omit<Partial<Build>, 'extra' | 'epoch' | 'start_time' | 'completion_time'> & {
  extra?: Struct | string | null;
  epoch?: WireValue;
  start_time?: string | number | null;
  completion_time?: string | number | null;
};

/** Members but the first four are missing when a package is removed or unblocked. */
export interface PackageListChange {
  action: 'add' | 'update' | 'block' | 'unblock' | 'remove';
  tag: Tag;
  package: { id: number; name: string };
  user?: User;
  owner?: number | null;
  block?: boolean | null;
  extra_arches?: string | null;
  force?: boolean;
  update?: boolean;
}

/** A build is put into a tag. */
export interface Tagging {
  tag: Tag;
  build: Build | TaggedBuild;
  user: User;
  force: boolean;
}

/** A build is taken out of a tag. */
export interface Untagging extends Tagging {
  strict?: boolean;
}

/** What is imported says `type`: `build`, `rpm`, `archive`, `image`, `cg`; the other members depend on it. */
export interface Import extends Struct {
  type: string;
}

/** A signature of an RPM is added. */
export interface RpmSigning {
  rpm: Struct;
  build: Struct;
  sigkey: string;
  sighash: string;
}

/** Members from `dist` on are those of dist repos. */
export interface RepoInit {
  tag: Struct;
  event: number | null;
  /** Not known before the repo is made. */
  repo_id: number | null;
  task_id?: number | null;
  opts?: Struct;
  dist?: boolean;
  keys?: string[];
  arches?: string[];
  task_opts?: Struct;
  repodir?: string;
  with_src?: boolean;
  with_debuginfo?: boolean;
  with_separate_src?: boolean;
}

/** A repo has become ready, or was given up. */
export interface RepoDone {
  repo: Repo | Struct;
  data: Struct;
  expire: boolean;
}

/** A draft becomes a build of its own release. */
export interface BuildPromotion {
  build: Build;
  draft_release: string;
  target_release: string;
  user: User;
}

/** A build that was put into a tag, taken out of one, or moved; or that should have been. */
export interface TagNews {
  successful: boolean;
  /** The tag it went to, as the caller named it; nil when it was only taken out. */
  tag: Reference | null;
  /** The tag it was taken out of, as the caller named it; nil when it was only put in. */
  fromTag: Reference | null;
  /** The build as the caller named it. */
  build: BuildReference;
  /** Who did it, by id or name; nil for the hub itself. */
  user: UserReference | null;
  /** Tell nobody when it was successful. */
  ignoreSuccess?: boolean;
  /** Why not; empty or nil when it was successful. */
  failure: string | null;
}

/** The events of the hub and what their handlers get: Koji's callbacks with Koji's keyword names. */
export interface HubEvents {
  prePackageListChange: PackageListChange;
  postPackageListChange: PackageListChange;
  preTaskStateChange: StateChange<AnnouncedTask>;
  postTaskStateChange: StateChange<AnnouncedTask>;
  preBuildStateChange: StateChange<AnnouncedBuild>;
  postBuildStateChange: StateChange<AnnouncedBuild>;
  preImport: Import;
  postImport: Import;
  preRPMSign: RpmSigning;
  postRPMSign: RpmSigning;
  preTag: Tagging;
  postTag: Tagging;
  preUntag: Untagging;
  postUntag: Untagging;
  preRepoInit: RepoInit;
  postRepoInit: RepoInit;
  preRepoDone: RepoDone;
  postRepoDone: RepoDone;
  preBuildPromote: BuildPromotion;
  postBuildPromote: BuildPromotion;
  /** The request has written and is about to commit. A handler's error is a fault, and nothing is written. */
  preCommit: Record<never, never>;
  postCommit: Record<never, never>;
  /** Inside of the hub: a task was canceled; what it was making should be too. */
  kojikitTaskCanceled: { taskId: number };
  /** Inside of the hub: a build of a task is complete, failed or canceled; who wants to know should be told. */
  kojikitBuildEnded: { build: Build; taskId: number };
  /** Inside of the hub: a build was tagged or untagged, or that failed; who wants to know should be told. */
  kojikitTagNotification: TagNews;
}
