import type { InstalledRpm } from './rpms.js';

/** What a task of a build tells of the files that it has made, by their names below its folder. */
export interface TaskOutput {
  task_id: number;
  logs: string[];
}

/** RPMs that wrap what another kind of build has made, by their names below the folder of the task. */
export interface WrapperFiles {
  buildroot_id: number | null;
  srpm: string;
  rpms: string[];
  logs: string[];
}

/** RPMs that wrap what another kind of build has made, and the task that made them. */
export interface WrapperOutput extends WrapperFiles {
  task_id: number;
}

/** What a Maven build has made. */
export interface MavenOutput extends TaskOutput {
  buildroot_id: number | null;
  /** Names of files by the folder that they lie in. */
  files: Record<string, string[]>;
}

/** What a Windows build has made. */
export interface WinOutput extends TaskOutput {
  buildroot_id: number | null;
  /** What is known of each file, by its path. */
  output: Record<string, { platforms: string[]; flags: string[] | null }>;
}

/** What a task has made of an image. */
export interface ImageOutput extends TaskOutput {
  files: string[];
  arch: string;
  /** What the image consists of. */
  rpmlist: InstalledRpm[];
  /** RPMs that wrap the image. */
  rpmresults?: WrapperOutput;
}

/** What stands for the results of a task that was allowed to fail, and did. */
export interface FailedOutput {
  faultCode: number;
  faultString: string;
}
