import type {
  BrowsedBuilds,
  Build,
  BuildLog,
  BuildReference,
  BuildReferences,
  ListedBuild,
  Listing,
  Nothing,
  QueryOptions,
  Reference,
  Seconds,
  Struct,
  UntaggedBuild,
} from './shapes.js';

/** Options of a build task. */
export interface BuildOptions {
  scratch?: boolean;
  draft?: boolean;
  skip_tag?: boolean;
  arch_override?: string;
  repo_id?: number;
  wait_repo?: boolean;
  wait_builds?: string[];
  rebuild_srpm?: boolean;
  fail_fast?: boolean;
  custom_user_metadata?: Struct;
  ignore_target?: boolean;
}

/** Builds as rows: making, finding, changing and removing them. */
export interface BuildsApi {
  getBuild: { params: { buildInfo: BuildReference; strict?: boolean }; result: Build | null };
  findBuildID: { params: { X: BuildReference; strict?: boolean }; result: number | boolean | null };
  listBuilds: {
    params: {
      packageID?: Reference | null;
      userID?: Reference | null;
      taskID?: number | null;
      prefix?: string | null;
      state?: number | null;
      volumeID?: number | null;
      source?: string | null;
      createdBefore?: Seconds | string | null;
      createdAfter?: Seconds | string | null;
      completeBefore?: Seconds | string | null;
      completeAfter?: Seconds | string | null;
      type?: string | null;
      typeInfo?: Struct | null;
      queryOpts?: QueryOptions | null;
      pattern?: string | null;
      cgID?: Reference | null;
      draft?: boolean | null;
      promotedBefore?: Seconds | string | null;
      promotedAfter?: Seconds | string | null;
      promoter?: Reference | null;
    };
    result: Listing<ListedBuild>;
  };
  browseBuilds: {
    params: {
      tagID?: Reference | null;
      userID?: Reference | null;
      packageID?: Reference | null;
      state?: number | null;
      prefix?: string | null;
      type?: string | null;
      inherited?: boolean;
      latest?: boolean;
      order?: string;
      start?: number;
      limit?: number;
    };
    result: BrowsedBuilds;
  };
  createEmptyBuild: {
    params: {
      name: string;
      version: string;
      release: string;
      epoch: number | string | null;
      owner?: Reference | null;
      draft?: boolean;
    };
    result: number;
  };
  build: {
    params: {
      src: string;
      /** Nil: the option `repo_id` says what is built from. */
      target: Reference | null;
      opts?: BuildOptions | null;
      priority?: number | null;
      channel?: string | null;
    };
    result: number;
  };
  chainBuild: {
    params: {
      srcs: string[][];
      target: Reference;
      opts?: Struct | null;
      priority?: number | null;
      channel?: string | null;
    };
    result: number;
  };
  cancelBuild: { params: { buildID: BuildReference; strict?: boolean }; result: boolean };
  resetBuild: { params: { build: BuildReference }; result: Nothing };
  deleteBuild: {
    params: { build: BuildReference; strict?: boolean; min_ref_age?: number };
    result: boolean | null;
  };
  promoteBuild: { params: { build: BuildReference; force?: boolean }; result: Build };
  setBuildOwner: { params: { build: BuildReference; user: Reference }; result: Nothing };
  setBuildTimestamp: { params: { build: BuildReference; ts: Seconds }; result: Nothing };
  getNextRelease: { params: { build_info: Struct; incr?: number }; result: string };
  getAverageBuildDuration: { params: { package: Reference; age?: number | null }; result: Seconds | null };
  getBuildLogs: { params: { build: BuildReference }; result: BuildLog[] };
  getBuildType: {
    params: { buildInfo: BuildReference; strict?: boolean };
    result: Record<string, Struct | null> | null;
  };
  buildReferences: {
    params: { build: BuildReference; limit?: number | null; lazy?: boolean };
    result: Partial<BuildReferences>;
  };
  untaggedBuilds: {
    params: { name?: string | null; queryOpts?: QueryOptions | null; draft?: boolean | null };
    result: Listing<UntaggedBuild>;
  };
  mergeScratch: { params: { task_id: number }; result: number };
}
