import type { Archive, ArchiveFile, Build, BuildLog, ListedBuild } from './builds.js';
import type { Buildroot, ChangelogEntry, Rpm, RpmDependency, RpmFile, RpmSignature } from './rpms.js';
import type { TaskTrees } from './tasks.js';
import type { IdAndName, Seconds } from './values.js';

/** What a policy decided when something was done, and by which rule. */
export interface RecordedDecision {
  policy: string;
  /** `allow`, or what the policy answers instead: the name of a volume. */
  result: string;
  /** The text of the rule that fired, at most 1000 characters; `(no match)` where none did. */
  rule: string;
  /** Which rule of the policy that is, counted from 1, in a block `2.1`; nil where none fired. */
  rule_number: string | null;
  /** Whether an admin passed by force, against that rule. */
  forced: boolean;
  /** Whose wish it was. */
  user_id: number | null;
  user_name: string | null;
}

/** When and by whom something was put into a tag. */
export interface TagEntry {
  tag_id: number;
  tag_name: string;
  create_event: number;
  create_ts: Seconds;
  creator_id: number;
  creator_name: string;
}

/** A time that a build is or was in a tag; what tells of its end is nil while it is there. */
export interface TagTime extends TagEntry {
  revoke_event: number | null;
  revoke_ts: Seconds | null;
  revoker_id: number | null;
  revoker_name: string | null;
}

/** A time in a tag, and what decided on it. */
export interface TagStay extends TagTime {
  /** What let the build in, and out again; nil where no policy was asked or the caller may not read its rules. */
  create_decision: RecordedDecision | null;
  revoke_decision: RecordedDecision | null;
}

/** An RPM of a build with the short ids of the keys that it is signed with. */
export interface BuiltRpm extends IdAndName {
  version: string;
  release: string;
  epoch: number | null;
  arch: string;
  size: number;
  buildroot_id: number | null;
  metadata_only: boolean;
  sigkeys: string[];
}

/** The first RPMs of an arch, and how many there are. */
export interface ArchRpms {
  arch: string;
  count: number;
  rpms: BuiltRpm[];
}

/** The first archives of a build type, and how many there are. */
export interface TypeArchives {
  btype: string;
  count: number;
  archives: Archive[];
}

/** A key and how many RPMs of a build are signed with it. */
export interface SigningKeyUse {
  sigkey: string;
  rpms: number;
}

/** What a source RPM says of its package, with the newest entries of its changelog. */
export interface SourcePackage {
  summary: string | null;
  description: string | null;
  license: string | null;
  url: string | null;
  vcs: string | null;
  disturl: string | null;
  vendor: string | null;
  packager: string | null;
  changelog: ChangelogEntry[];
  changelog_count: number;
}

/** A build with what belongs to it. A build in progress has no more than its tags and its task. */
export interface BuildDetails {
  build: Build;
  /**
   * What policies decided about it and its task, the last decision of each. Admins read all of them, with `VerbosePolicy`
   * everybody does; else those about the caller's own wishes.
   */
  decisions: RecordedDecision[];
  /** The newest first. */
  tags: TagStay[];
  /** Sources first. */
  rpms: ArchRpms[];
  signatures: SigningKeyUse[];
  archives: TypeArchives[];
  /** Where its RPMs and archives were made. */
  buildroots: Buildroot[];
  logs: BuildLog[];
  /** Nil where there is no file of a source RPM. */
  source: SourcePackage | null;
  /** The task that made it with everything below that, without files; nil for a build that has none. */
  task_tree: TaskTrees | null;
  /** How many seconds builds of its package took on average; only of a build in progress. */
  average_duration: Seconds | null;
}

/** A build with the target that its task was given and the newest entries of its changelog. */
export interface RecentBuild extends ListedBuild {
  target: string | null;
  changelog: ChangelogEntry[];
}

/** The builds that ended last, and what they belong to. */
export interface RecentBuilds {
  tag: IdAndName | null;
  user: IdAndName | null;
  package: IdAndName | null;
  builds: RecentBuild[];
}

/** The first dependencies of one of DEPENDENCY_TYPES, and how many there are. */
export interface KindDependencies {
  type: number;
  count: number;
  dependencies: RpmDependency[];
}

/** What the header of an RPM says. */
export interface RpmDescription {
  summary: string | null;
  description: string | null;
  license: string | null;
  group: string | null;
  url: string | null;
  vcs: string | null;
  disturl: string | null;
  vendor: string | null;
  packager: string | null;
  buildhost: string | null;
  sourcerpm: string | null;
  /** Bytes when it is installed. */
  installed_size: number | null;
  dependencies: KindDependencies[];
  files: RpmFile[];
  file_count: number;
}

/** An RPM with what belongs to it. */
export interface RpmDetails {
  rpm: Rpm;
  /** Nil for an RPM of an external repo. */
  build: Build | null;
  /** Where it was made. */
  buildroot: Buildroot | null;
  /** Of the keys that it is signed with. */
  signatures: RpmSignature[];
  /** Where it was installed. */
  buildroots: Buildroot[];
  /** What its header says; nil where its file is not here or cannot be read. */
  description: RpmDescription | null;
}

/** An archive with what belongs to it. */
export interface ArchiveDetails {
  archive: Archive;
  build: Build | null;
  /** What is in it; nothing where that cannot be read. */
  files: ArchiveFile[];
  /** Where it was used. */
  buildroots: Buildroot[];
  /** Whether it consists of RPMs, and of other archives. */
  has_rpms: boolean;
  has_archives: boolean;
}
