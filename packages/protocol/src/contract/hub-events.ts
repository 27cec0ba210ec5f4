import type {
  Archive,
  Build,
  BuilderOptions,
  BuildReference,
  Extra,
  GeneratorMetadata,
  Reference,
  Repo,
  RepoOptions,
  Rpm,
  Tag,
  StoredRpm,
  TaggedBuild,
  Task,
  SentTaskResult,
  User,
  UserReference,
  WireValue,
} from './shapes.js';

/** A change of one attribute, most often `state`. */
export interface StateChange<Info> {
  /** The column that changes: `state`, `weight`, `priority`, `host_id` and others of the row. */
  attribute: string;
  /** Its value before; nil for something new. The state of a task is its name, that of a build its number. */
  old: unknown;
  /** Its value after, in the same form. */
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
  extra?: Extra | string | null;
  epoch?: WireValue;
  start_time?: string | number | null;
  completion_time?: string | number | null;
};

/** Members but the first four are missing when a package is removed or unblocked. */
export interface PackageListChange {
  /** What happens to the package in the list of the tag. */
  action: 'add' | 'update' | 'block' | 'unblock' | 'remove';
  /** The tag whose list it is. */
  tag: Tag;
  /** The package. */
  package: { id: number; name: string };
  /** Who does it. */
  user?: User;
  /** The id of who will own the package in this tag. */
  owner?: number | null;
  /** Whether it will be blocked. */
  block?: boolean | null;
  /** Arches that it is built for besides those of the tag, separated by blanks; nil for none. */
  extra_arches?: string | null;
  /** Whether policy and locks were passed by. */
  force?: boolean;
  /** Whether an entry had to be there already. */
  update?: boolean;
}

/** A build is put into a tag. */
export interface Tagging {
  /** The tag. */
  tag: Tag;
  /** The build. */
  build: Build | TaggedBuild;
  /** Who does it. */
  user: User;
  /** Whether policy and locks were passed by. */
  force: boolean;
}

/** A build is taken out of a tag. */
export interface Untagging extends Tagging {
  /** Whether it is a fault when the build is not in the tag. */
  strict?: boolean;
}

/** An archive in an event of its import: what will be stored, where `extra` is JSON text; in `postImport` the archive. */
export type AnnouncedArchive = Omit<Partial<Archive>, 'extra'> & { extra?: Extra | string | null };

/** Something is imported. Which members there are depends on its `type`. */
export interface Import {
  /** What: `build` for one of a task of RPMs, a single `rpm`, `archive` or `image`, or `cg` for one of a content generator. */
  type: 'build' | 'rpm' | 'archive' | 'image' | 'cg';
  /** The build that it belongs to; nil or missing in `preImport` of types that are builds themselves, and of images. */
  build?: Build | null;
  /** Of a build: the path of its source RPM below `work`. */
  srpm?: string;
  /** Of a build: the paths of its other RPMs below `work`. */
  rpms?: string[];
  /** Of a build: the id of the build root that each RPM was made in, by path. */
  brmap?: Record<string, number>;
  /** Of a build: the id of the task that made it. */
  task_id?: number;
  /** Of a build: its id. */
  build_id?: number;
  /** Of a build: the paths of its logs below `work`, by arch; nil when none were given. */
  logs?: Record<string, string[]> | null;
  /** Of an RPM: the row that is stored. */
  rpm?: StoredRpm;
  /** Of an archive: the row that is stored, and in `postImport` the archive. */
  archive?: AnnouncedArchive;
  /** Of an archive: the name of its build type, such as `maven`. */
  build_type?: string;
  /** Of an RPM or archive: the path of the file that was uploaded; nil for one of which only metadata are kept. */
  filepath?: string | null;
  /** Of an RPM or archive: what its content generator says of the file; of others nil or empty. */
  fileinfo?: GeneratorMetadata | null;
  /** Of an image: what its task returned, with the folder of its files as `relpath` in `postImport`. */
  image?: SentTaskResult;
  /** Of an image, in `postImport`: the path of its last file; nil when it has none. */
  fullpath?: string | null;
  /** Of a content generator: its metadata, with ids of what it names. */
  metadata?: GeneratorMetadata;
  /** Of a content generator: the folder of its files below `work`; nil when there are none. */
  directory?: string | null;
}

/** A signature of an RPM is added. */
export interface RpmSigning {
  /** The RPM. */
  rpm: Rpm;
  /** The build that it belongs to. */
  build: Build;
  /** The short id of the key; empty for the header of an RPM that is not signed. */
  sigkey: string;
  /** The MD5 digest of the signature's header. */
  sighash: string;
}

/** A repo is registered and its tree is written. Members from `dist` on are those of dist repos. */
export interface RepoInit {
  /** The tag whose content it shows. */
  tag: Tag;
  /** The event that it shows the tag at; nil before, where it is to be a new one. */
  event: number | null;
  /** The id of the repo; nil before it is made. */
  repo_id: number | null;
  /** The id of the task that makes it; nil or missing where none does. */
  task_id?: number | null;
  /** What goes into it besides binary packages; those of dist repos are in `task_opts`. */
  opts?: RepoOptions;
  /** True for a dist repo. */
  dist?: boolean;
  /** Short ids of the keys that its RPMs are signed with. */
  keys?: string[];
  /** Its arches. */
  arches?: string[];
  /** The options of its task, as who asked for it gave them. */
  task_opts?: BuilderOptions;
  /** Its folder, once it is made. */
  repodir?: string;
  /** Whether it has source packages; what a dist repo has stands in `task_opts`, and this is false. */
  with_src?: boolean;
  /** Whether it has debuginfo; false for dist repos, as for `with_src`. */
  with_debuginfo?: boolean;
  /** Whether source packages are a repo of their own; false for dist repos, as for `with_src`. */
  with_separate_src?: boolean;
}

/** A repo has become ready, or was given up. */
export interface RepoDone {
  /** The repo as it was before. */
  repo: Repo;
  /** By arch: where its metadata were uploaded to, and the names of their files. */
  data: Record<string, [uploadPath: string, files: string[]]>;
  /** Whether it becomes expired at once instead of ready. */
  expire: boolean;
}

/** A draft becomes a build of its own release. */
export interface BuildPromotion {
  /** The build: as a draft before, with its new release after. */
  build: Build;
  /** The release that it had as a draft. */
  draft_release: string;
  /** The release that it gets. */
  target_release: string;
  /** Who does it. */
  user: User;
}

/** A task that was canceled. */
export interface CanceledTask {
  /** Its id. */
  taskId: number;
}

/** A build that has ended. */
export interface EndedBuild {
  /** The build, in its last state. */
  build: Build;
  /** The id of the task that made it. */
  taskId: number;
}

/** A build that was put into a tag, taken out of one, or moved; or that should have been. */
export interface TagNews {
  /** Whether it was done. */
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
  /** A package is about to be added to the list of a tag, changed in it, blocked, or removed. */
  prePackageListChange: PackageListChange;
  /** The list of packages of a tag has changed. */
  postPackageListChange: PackageListChange;
  /** A task is about to be made, or one of its columns to change. */
  preTaskStateChange: StateChange<AnnouncedTask>;
  /** A task was made, or one of its columns has changed. */
  postTaskStateChange: StateChange<AnnouncedTask>;
  /** A build is about to be made, or one of its columns to change. */
  preBuildStateChange: StateChange<AnnouncedBuild>;
  /** A build was made, or one of its columns has changed. */
  postBuildStateChange: StateChange<AnnouncedBuild>;
  /** A build, an RPM, an archive or an image is about to be imported. */
  preImport: Import;
  /** Something was imported: its rows are stored. The file of an RPM is put in its place after that. */
  postImport: Import;
  /** The signature of an RPM is about to be kept. */
  preRPMSign: RpmSigning;
  /** The signature of an RPM was kept. */
  postRPMSign: RpmSigning;
  /** A build is about to be put into a tag. */
  preTag: Tagging;
  /** A build was put into a tag. */
  postTag: Tagging;
  /** A build is about to be taken out of a tag. */
  preUntag: Untagging;
  /** A build was taken out of a tag. */
  postUntag: Untagging;
  /** A repo of a tag is about to be registered. */
  preRepoInit: RepoInit;
  /** A repo of a tag was registered, and its tree is there without metadata. */
  postRepoInit: RepoInit;
  /** A repo is about to become ready or expired. */
  preRepoDone: RepoDone;
  /** A repo is ready, or expired. */
  postRepoDone: RepoDone;
  /** A draft is about to become a build of its own release. */
  preBuildPromote: BuildPromotion;
  /** A draft has become a build of its own release, and its folder has moved. */
  postBuildPromote: BuildPromotion;
  /** The request has written and is about to commit. A handler's error is a fault, and nothing is written. */
  preCommit: Record<never, never>;
  /** The request has written and was committed. A handler's error is logged. */
  postCommit: Record<never, never>;
  /** Inside of the hub: a task was canceled; what it was making should be too. */
  kojikitTaskCanceled: CanceledTask;
  /** Inside of the hub: a build of a task is complete, failed or canceled; who wants to know should be told. */
  kojikitBuildEnded: EndedBuild;
  /** Inside of the hub: a build was tagged or untagged, or that failed; who wants to know should be told. */
  kojikitTagNotification: TagNews;
}
