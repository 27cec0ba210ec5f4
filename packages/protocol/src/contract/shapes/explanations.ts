import type { Seconds } from './values.js';

/** What a hub knows of something that a tag has not got. */
export interface MissingPackage {
  /** As it was asked for. */
  name: string;
  /** Names of packages and RPMs that were looked for, the likeliest first. */
  names: string[];
  /** Builds of it that are or were in the tag or in what that inherits: those that are first, then the last to go. */
  builds: {
    build_id: number;
    nvr: string;
    package_id: number;
    package_name: string;
    tag_id: number;
    tag_name: string;
    create_event: number;
    create_ts: Seconds;
    creator_id: number;
    creator_name: string;
    /** When and by whom it was taken out; nil while it is there. */
    revoke_event: number | null;
    revoke_ts: Seconds | null;
    revoker_id: number | null;
    revoker_name: string | null;
  }[];
  /** Packages of it that the tag blocks, itself or by what it inherits. */
  blocked: {
    package_id: number;
    package_name: string;
    tag_id: number;
    tag_name: string;
    create_event: number;
    create_ts: Seconds;
    creator_id: number;
    creator_name: string;
  }[];
  /** Where no build of it was ever there: the newest one of all; nil where there is none. */
  newest_build: { build_id: number; nvr: string } | null;
}

/** An RPM of a build root that is compared with another. */
export interface ComparedRpm {
  rpm_id: number;
  name: string;
  version: string;
  release: string;
  epoch: number | null;
  arch: string;
  /** Nil for one of an external repo. */
  build_id: number | null;
}

/** What was installed for a task, compared with the last good build of its package. */
export interface BuildrootComparison {
  buildroot_id: number;
  repo_id: number;
  tag_id: number;
  tag_name: string;
  arch: string;
  good: {
    build_id: number;
    nvr: string;
    completion_ts: Seconds;
    buildroot_id: number;
    task_id: number;
    repo_id: number;
    tag_id: number;
    tag_name: string;
  };
  /** How many there are; the lists may be cut. */
  counts: { changed: number; added: number; removed: number };
  changed: { before: ComparedRpm; now: ComparedRpm }[];
  added: ComparedRpm[];
  removed: ComparedRpm[];
}
