import type { DateTime } from '../../codec/date-time.js';
import type { Build } from './builds.js';
import type { Extra } from './open-data.js';
import type { IdAndName, Reference, Seconds, Timestamp } from './values.js';

/** An RPM. The repo with id 0 is that of the hub itself, named `INTERNAL`. */
export interface Rpm extends IdAndName {
  version: string;
  release: string;
  epoch: number | null;
  arch: string;
  draft: boolean | null;
  build_id: number | null;
  buildroot_id: number | null;
  buildtime: number;
  payloadhash: string;
  size: number;
  metadata_only: boolean;
  extra: Extra | null;
  external_repo_id: number;
  external_repo_name: string;
}

/** An RPM as listings return it; members about a build root are there only when one was asked for. */
export interface ListedRpm extends Rpm {
  nvr: string;
  component_buildroot_id?: number;
  is_update?: boolean;
}

/** An RPM of a build in a tag; the key is there only when signatures were asked for. */
export type TaggedRpm = Omit<Rpm, 'external_repo_id' | 'external_repo_name' | 'build_id'> & {
  build_id: number;
  sigkey?: string;
};

/** A file in an RPM; its digest is of the algorithm `digest_algo`. */
export interface RpmFile {
  name: string;
  digest: string;
  digest_algo: string;
  md5: string;
  flags: number;
  group: string;
  mode: number;
  mtime: number;
  size: number;
  user: string;
}

/**
 * A dependency of an RPM: `flags` compares versions as {@link RPM_SENSE} says, `type` is of {@link DEPENDENCY_TYPES}.
 */
export interface RpmDependency {
  name: string;
  version: string;
  flags: number;
  type: number;
}

/** That a signature of an RPM is known; `sigkey` is the short id of the key. */
export interface RpmSignature {
  rpm_id: number;
  sigkey: string;
  sighash: string;
}

/** Checksums of an RPM by their type, such as `sha256`; nil for what is not known yet. */
export type RpmChecksums = Partial<Record<string, string | null>>;

/** An entry of the changelog of a package. */
export interface ChangelogEntry {
  author: string;
  date: DateTime | string;
  date_ts: number;
  text: string;
}

/** A build root of a builder, or one that a content generator described; what only the other kind has is nil. */
export interface Buildroot {
  id: number;
  br_type: number;
  state: number | null;
  arch: string | null;
  container_type: string;
  container_arch: string;
  host_id: number | null;
  host_name: string | null;
  host_arch: string | null;
  host_os: string | null;
  repo_id: number | null;
  repo_state: number | null;
  repo_create_event_id: number | null;
  repo_create_event_time: Timestamp | null;
  tag_id: number | null;
  tag_name: string | null;
  task_id: number | null;
  create_event_id: number | null;
  create_event_time: Timestamp | null;
  create_ts: Seconds | null;
  retire_event_id: number | null;
  retire_event_time: Timestamp | null;
  retire_ts: Seconds | null;
  cg_id: number | null;
  cg_name: string | null;
  cg_version: string | null;
  extra: Extra | null;
}

/** An RPM in a build root. */
export interface BuildrootRpm {
  rpm_id: number;
  name: string;
  version: string;
  release: string;
  epoch: number | null;
  arch: string;
  build_id: number | null;
  draft: boolean | null;
  external_repo_id: number;
  external_repo_name: string;
  is_update: boolean;
}

/** An RPM of a build root as builders report it; those of an external repo name it. */
export interface InstalledRpm {
  name: string;
  version: string;
  release: string;
  epoch: number | null;
  arch: string;
  size: number;
  buildtime: number;
  payloadhash: string;
  /** Where it lies in the external repo; builders send the id of that. */
  location?: string | number;
  external_repo?: Reference;
  id?: number;
}

/** An RPM by its id, by `name-version-release.arch[@repo]`, or by a struct with its id, or with name, version, release and arch. */
export type RpmReference =
  | number
  | string
  | {
      readonly id?: number | null;
      readonly name?: string | null;
      readonly version?: string | null;
      readonly release?: string | null;
      readonly arch?: string | null;
      /** The external repo that it must be of. */
      readonly location?: Reference | null;
    };

/** What must be known of an RPM of an external repo. */
export interface ExternalRpm {
  name: string;
  version: string;
  release: string;
  epoch: number | null;
  arch: string;
  payloadhash: string;
  /** Bytes. */
  size: number;
  /** Seconds since 1970. */
  buildtime: number;
}

/** An RPM as it is stored when it is imported. */
export interface StoredRpm extends IdAndName {
  version: string;
  release: string;
  epoch: number | null;
  /** `src` for a source package. */
  arch: string;
  draft: boolean;
  build_id: number;
  buildroot_id: number | null;
  buildtime: number | null;
  payloadhash: string;
  size: number;
  /** 1 in a source package. */
  sourcepackage: number | null;
  sourcerpm: string | null;
  external_repo_id: number;
  /** JSON text. */
  extra?: string;
}

/** An RPM that was imported, with its build. */
export interface ImportedRpm extends StoredRpm {
  build: Build;
  /** The build root that it was made in. */
  brootid: number | null;
}
