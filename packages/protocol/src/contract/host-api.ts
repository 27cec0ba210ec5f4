import type {
  AssignedTask,
  Build,
  BuildReference,
  Float,
  Host,
  HostTask,
  HostWithChannels,
  InstalledRpm,
  Nothing,
  OpenedTask,
  Reference,
  RepoOptions,
  Struct,
  TaskOptions,
  UserReference,
} from './shapes.js';

/** What builders call: `host.…`. */
export interface HostApiApi {
  'host.getID': { params: Record<never, never>; result: number };
  'host.getHost': { params: Record<never, never>; result: Host };
  'host.isEnabled': { params: Record<never, never>; result: boolean };
  'host.updateHost': { params: { task_load: Float; ready: boolean; data?: Struct | null }; result: Nothing };
  'host.setHostData': { params: { hostdata: Struct }; result: Nothing };
  'host.getTasks': { params: Record<never, never>; result: AssignedTask[] };
  'host.getHostTasks': { params: Record<never, never>; result: HostTask[] };
  'host.getLoadData': {
    params: Record<never, never>;
    result: [hosts: HostWithChannels[], tasks: AssignedTask[]];
  };
  /** An addition to Koji's API: waits at most `timeout` seconds (60 count) and returns whether there is news. */
  'host.waitTasks': { params: { timeout: Float }; result: boolean };
  'host.openTask': { params: { task_id: number }; result: OpenedTask | null };
  'host.closeTask': { params: { task_id: number; response: string }; result: Nothing };
  'host.failTask': { params: { task_id: number; response: string }; result: Nothing };
  'host.freeTasks': { params: { tasks: number[] }; result: Nothing };
  'host.refuseTask': { params: { task_id: number; soft?: boolean; msg?: string }; result: Nothing };
  'host.setTaskWeight': { params: { task_id: number; weight: Float }; result: Nothing };
  'host.subtask': {
    params: { method: string; arglist: unknown[]; parent: number; opts?: TaskOptions };
    result: number;
    keywords: 'opts';
  };
  'host.subtask2': {
    params: {
      _HostExports__parent: number;
      _HostExports__taskopts: TaskOptions;
      _HostExports__method: string;
      args?: unknown[];
      opts?: Struct;
    };
    result: number;
    keywords: 'opts';
    rest: 'args';
  };
  'host.taskSetWait': { params: { parent: number; tasks: number[] | null }; result: Nothing };
  'host.taskWait': { params: { parent: number }; result: [finished: number[], unfinished: number[]] };
  'host.taskWaitResults': {
    params: { parent: number; tasks: number[] | null; canfail?: number[] | null };
    result: [task: number, result: unknown][];
  };
  'host.newBuildRoot': { params: { repo: number; arch: string; task_id?: number | null }; result: number };
  'host.setBuildRootState': {
    params: { brootid: number; state: number | string; task_id?: number | null };
    result: Nothing;
  };
  'host.setBuildRootList': {
    params: { brootid: number; rpmlist: InstalledRpm[]; task_id?: number | null };
    result: Nothing;
  };
  'host.updateBuildRootList': {
    params: { brootid: number; rpmlist: InstalledRpm[]; task_id?: number | null };
    result: Nothing;
  };
  'host.updateBuildrootArchives': {
    params: { brootid: number; task_id: number; archives: Struct[]; project?: boolean };
    result: Nothing;
  };
  'host.updateMavenBuildRootList': {
    params: {
      brootid: number;
      task_id: number;
      mavenlist: Struct[];
      ignore?: Struct[] | null;
      project?: boolean;
      ignore_unknown?: boolean;
      /** Builds, and ids of tasks. */
      extra_deps?: BuildReference[] | null;
    };
    result: Nothing;
  };
  'host.repoInit': {
    params: { tag: Reference; task_id?: number | null; event?: number | null; opts?: RepoOptions | null };
    result: [repo: number, event: number];
  };
  'host.repoDone': {
    params: {
      repo_id: number;
      /** By arch: where its metadata were uploaded to, and the names of their files. */
      data: Record<string, [uploadPath: string, files: string[]]>;
      expire?: boolean;
      repo_json_updates?: Struct | null;
    };
    result: Nothing;
  };
  'host.distRepoMove': { params: { repo_id: number; uploadpath: string; arch: string }; result: Nothing };
  'host.initBuild': { params: { data: Struct }; result: number };
  'host.completeBuild': {
    params: {
      task_id: number;
      build_id: number;
      srpm: string;
      rpms: string[];
      brmap?: Record<string, number> | null;
      logs?: Record<string, string[]> | null;
    };
    result: Build;
  };
  'host.failBuild': { params: { task_id: number; build_id: number }; result: Nothing };
  'host.moveBuildToScratch': {
    params: { task_id: number; srpm: string; rpms: string[]; logs?: Record<string, string[]> | null };
    result: Nothing;
  };
  'host.tagBuild': {
    params: {
      task_id: number;
      tag: Reference;
      build: BuildReference;
      force?: boolean;
      fromtag?: Reference | null;
    };
    result: Nothing;
  };
  'host.tagNotification': {
    params: {
      is_successful: boolean;
      tag_id: Reference | null;
      from_id: Reference | null;
      build_id: BuildReference;
      user_id: UserReference | null;
      ignore_success?: boolean;
      failure_msg?: string | null;
    };
    result: Nothing;
  };
  'host.importArchive': {
    params: { filepath: string; buildinfo: BuildReference; type: string; typeInfo: Struct };
    result: Nothing;
  };
  'host.importWrapperRPMs': {
    params: { task_id: number; build_id: number; rpm_results: Struct };
    result: Nothing;
  };
  'host.writeSignedRPM': {
    params: { an_rpm: number | string | Struct; sigkey: string; force?: boolean };
    result: Nothing;
  };
  'host.initMavenBuild': {
    params: { task_id: number; build_info: Struct; maven_info: Struct };
    result: Struct;
  };
  'host.createMavenBuild': { params: { build_info: Struct; maven_info: Struct }; result: Nothing };
  'host.completeMavenBuild': {
    params: { task_id: number; build_id: number; maven_results: Struct; rpm_results: Struct | null };
    result: Nothing;
  };
  'host.moveMavenBuildToScratch': {
    params: { task_id: number; results: Struct; rpm_results: Struct | null };
    result: Nothing;
  };
  'host.initWinBuild': { params: { task_id: number; build_info: Struct; win_info: Struct }; result: Struct };
  'host.completeWinBuild': {
    params: { task_id: number; build_id: number; results: Struct; rpm_results: Struct | null };
    result: Nothing;
  };
  'host.moveWinBuildToScratch': {
    params: { task_id: number; results: Struct; rpm_results: Struct | null };
    result: Nothing;
  };
  'host.initImageBuild': { params: { task_id: number; build_info: Struct }; result: Struct };
  'host.completeImageBuild': {
    params: { task_id: number; build_id: number; results: Struct };
    result: Nothing;
  };
  'host.importImage': { params: { task_id: number; build_info: Struct; results: Struct }; result: Nothing };
  'host.moveImageBuildToScratch': { params: { task_id: number; results: Struct }; result: Nothing };
  'host.checkPolicy': {
    params: { name: string; data: Struct; default?: string; strict?: boolean };
    result: [allowed: boolean, reason: string];
  };
  'host.assertPolicy': { params: { name: string; data: Struct; default?: string }; result: Nothing };
  'host.evalPolicy': { params: { name: string; data: Struct }; result: string | null };
}
