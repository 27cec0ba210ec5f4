import type { Build, Repo, Struct, Tag } from './shapes.js';

/** A change of one attribute of a task or build, most often `state`. */
export interface StateChange {
  attribute: string;
  old: unknown;
  new: unknown;
  /** The row: before the change in `pre…`, after it in `post…`. */
  info: Struct;
}

/** Members but the first four are missing when a package is removed or unblocked. */
export interface PackageListChange {
  action: 'add' | 'update' | 'block' | 'unblock' | 'remove';
  tag: Tag;
  package: { id: number; name: string };
  user: Struct;
  owner?: number | null;
  block?: boolean;
  extra_arches?: string | null;
  force?: boolean;
  update?: boolean;
}

/** A build is put into a tag. */
export interface Tagging {
  tag: Tag;
  build: Build;
  user: Struct;
  force: boolean;
}

/** A build is taken out of a tag. */
export interface Untagging extends Tagging {
  strict: boolean;
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
  build: Struct;
  draft_release: string;
  target_release: string;
  user: Struct;
}

/** A build that was put into a tag, taken out of one, or moved; or that should have been. */
export interface TagNews {
  successful: boolean;
  /** The tag it went to, as the caller named it; nil when it was only taken out. */
  tag: unknown;
  /** The tag it was taken out of, as the caller named it; nil when it was only put in. */
  fromTag: unknown;
  /** The build as the caller named it. */
  build: unknown;
  /** Who did it, by id or name. */
  user: unknown;
  /** Tell nobody when it was successful. */
  ignoreSuccess?: boolean;
  /** Why not; empty when it was successful. */
  failure: string;
}

/** The events of the hub and what their handlers get: Koji's callbacks with Koji's keyword names. */
export interface HubEvents {
  prePackageListChange: PackageListChange;
  postPackageListChange: PackageListChange;
  preTaskStateChange: StateChange;
  postTaskStateChange: StateChange;
  preBuildStateChange: StateChange;
  postBuildStateChange: StateChange;
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
