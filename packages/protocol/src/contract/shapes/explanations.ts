import type { TagEntry, TagTime } from './build-details.js';
import type { BuildrootRpm } from './rpms.js';
import type { Seconds } from './values.js';

/** What a hub knows of something that a tag has not got. */
export interface MissingPackage {
  /** As it was asked for. */
  name: string;
  /** Names of packages and RPMs that were looked for, the likeliest first. */
  names: string[];
  /** Builds of it that are or were in the tag or in what that inherits: those that are first, then the last to go. */
  builds: (TagTime & ListedPackage & { build_id: number; nvr: string })[];
  /** Packages of it that the tag blocks, itself or by what it inherits. */
  blocked: (TagEntry & ListedPackage)[];
  /** Where no build of it was ever there: the newest one of all; nil where there is none. */
  newest_build: { build_id: number; nvr: string } | null;
}

/** The package of something in a tag. */
interface ListedPackage {
  package_id: number;
  package_name: string;
}

/** An RPM of a build root that is compared with another; one of an external repo has no build. */
export type ComparedRpm = Pick<
  BuildrootRpm,
  'rpm_id' | 'name' | 'version' | 'release' | 'epoch' | 'arch' | 'build_id'
>;

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
