import type {
  ArchiveTypeInfo,
  AssignedTask,
  Build,
  BuildReference,
  FailedOutput,
  Float,
  Host,
  HostData,
  HostTask,
  HostWithChannels,
  ImageOutput,
  InitialBuildInfo,
  InstalledRpm,
  KeywordArguments,
  MavenArtifact,
  MavenFiles,
  MavenOutput,
  Nothing,
  OpenedTask,
  PolicyFacts,
  Reference,
  RepoNotes,
  RepoOptions,
  RpmReference,
  TaskOptions,
  TypedBuild,
  TypedBuildInfo,
  UserReference,
  WinOutput,
  WrapperFiles,
  WrapperOutput,
} from './shapes.js';

/** What builders call: `host.…`. */
export interface HostApiApi {
  /**
   * The id of the calling builder.
   *
   * `host.getID()`, for builders. Throws AuthError.
   */
  'host.getID': { params: Record<never, never>; result: number };
  /**
   * The calling builder.
   *
   * `host.getHost()`, for builders. Throws AuthError, GenericError, ParameterError.
   */
  'host.getHost': { params: Record<never, never>; result: Host };
  /**
   * Whether the calling builder may have tasks.
   *
   * `host.isEnabled()`, for builders. Throws AuthError, GenericError, ParameterError.
   */
  'host.isEnabled': { params: Record<never, never>; result: boolean };
  /**
   * Says that the builder is there, its load and whether it takes tasks; data is for the scheduler.
   *
   * `host.updateHost(task_load, ready, data=nil)`, for builders. Throws AuthError, ParameterError.
   */
  'host.updateHost': {
    params: { task_load: Float; ready: boolean; data?: HostData | null };
    result: Nothing;
  };
  /**
   * Tells the scheduler about the builder: a struct, or one as JSON text. It knows the member maxjobs.
   *
   * `host.setHostData(hostdata)`, for builders. Throws AuthError, ParameterError.
   */
  'host.setHostData': { params: { hostdata: HostData | string }; result: Nothing };
  /**
   * The tasks that the builder was given and did not open yet. Without any, the scheduler runs if it is due.
   *
   * `host.getTasks()`, for builders. Throws AuthError, GenericError. Emits postTaskStateChange,
   * preTaskStateChange.
   */
  'host.getTasks': { params: Record<never, never>; result: AssignedTask[] };
  /**
   * The tasks that the builder works on; with the member alert when awaited subtasks of one have ended.
   *
   * `host.getHostTasks()`, for builders. Throws AuthError.
   */
  'host.getHostTasks': { params: Record<never, never>; result: HostTask[] };
  /**
   * The calling builder with its channels and the tasks it was given, in the form that old builders expect.
   *
   * `host.getLoadData()`, for builders. Throws AuthError, GenericError, ParameterError. Emits
   * postTaskStateChange, preTaskStateChange.
   */
  'host.getLoadData': {
    params: Record<never, never>;
    result: [hosts: HostWithChannels[], tasks: AssignedTask[]];
  };
  /**
   * An addition to Koji's API. Waits until there is news for the builder, at most timeout seconds (60
   * count), and returns whether there is.
   *
   * `host.waitTasks(timeout)`, for builders. Throws AuthError, GenericError, ParameterError.
   */
  'host.waitTasks': { params: { timeout: Float }; result: boolean };
  /**
   * Begins to work on a task and returns it with its request, or nil when it is not the builder's to open.
   *
   * `host.openTask(task_id)`, for builders. Throws AuthError, GenericError, ParameterError. Emits
   * postTaskStateChange, preTaskStateChange.
   */
  'host.openTask': { params: { task_id: number }; result: OpenedTask | null };
  /**
   * Ends a task of the builder with its result, an XML-RPC document.
   *
   * `host.closeTask(task_id, response)`, for builders. Throws ActionNotAllowed, AuthError, GenericError,
   * ParameterError. Emits postTaskStateChange, preTaskStateChange.
   */
  'host.closeTask': { params: { task_id: number; response: string }; result: Nothing };
  /**
   * Ends a task of the builder with the fault that it failed with, an XML-RPC document.
   *
   * `host.failTask(task_id, response)`, for builders. Throws ActionNotAllowed, AuthError, GenericError,
   * ParameterError. Emits postTaskStateChange, preTaskStateChange.
   */
  'host.failTask': { params: { task_id: number; response: string }; result: Nothing };
  /**
   * Gives tasks back. Those that the builder does not work on are left alone.
   *
   * `host.freeTasks(tasks)`, for builders. Throws AuthError, GenericError, ParameterError. Emits
   * postTaskStateChange, preTaskStateChange.
   */
  'host.freeTasks': { params: { tasks: number[] }; result: Nothing };
  /**
   * Gives a task back that the builder will not do: for a while if soft, else for ever.
   *
   * `host.refuseTask(task_id, soft=true, msg="")`, for builders. Throws AuthError, GenericError,
   * ParameterError. Emits postTaskStateChange, preTaskStateChange.
   */
  'host.refuseTask': { params: { task_id: number; soft?: boolean; msg?: string }; result: Nothing };
  /**
   * Says how much load a task of the builder is.
   *
   * `host.setTaskWeight(task_id, weight)`, for builders. Throws ActionNotAllowed, AuthError, GenericError,
   * ParameterError. Emits postTaskStateChange, preTaskStateChange.
   */
  'host.setTaskWeight': { params: { task_id: number; weight: Float }; result: Nothing };
  /**
   * Makes a subtask of a task of the builder, or finds the one of this label. Returns its id.
   *
   * `host.subtask(method, arglist, parent, **opts)`, for builders. Throws ActionNotAllowed, AuthError,
   * GenericError, ParameterError. Emits postTaskStateChange, preTaskStateChange.
   */
  'host.subtask': {
    params: { method: string; arglist: unknown[]; parent: number; opts?: TaskOptions };
    result: number;
    keywords: 'opts';
  };
  /**
   * As host.subtask, with the parameters of the subtask behind its parent, options and method.
   *
   * `host.subtask2(_HostExports__parent, _HostExports__taskopts, _HostExports__method, *args, **opts)`, for
   * builders. Throws ActionNotAllowed, AuthError, GenericError, ParameterError. Emits postTaskStateChange,
   * preTaskStateChange.
   */
  'host.subtask2': {
    params: {
      _HostExports__parent: number;
      _HostExports__taskopts: TaskOptions;
      _HostExports__method: string;
      args?: unknown[];
      opts?: KeywordArguments;
    };
    result: number;
    keywords: 'opts';
    rest: 'args';
  };
  /**
   * Says that a task waits for all of its subtasks (nil) or for these.
   *
   * `host.taskSetWait(parent, tasks)`, for builders. Throws AuthError, ParameterError.
   */
  'host.taskSetWait': { params: { parent: number; tasks: number[] | null }; result: Nothing };
  /**
   * Which of the awaited subtasks have ended and which have not. The former are awaited no longer.
   *
   * `host.taskWait(parent)`, for builders. Throws AuthError, ParameterError.
   */
  'host.taskWait': { params: { parent: number }; result: [finished: number[], unfinished: number[]] };
  /**
   * Ends the waiting and returns the results of subtasks. A fault is raised, but for those that may fail.
   *
   * `host.taskWaitResults(parent, tasks, canfail=nil)`, for builders. Throws AuthError, GenericError,
   * ParameterError.
   */
  'host.taskWaitResults': {
    params: { parent: number; tasks: number[] | null; canfail?: number[] | null };
    result: [task: number, result: unknown][];
  };
  /**
   * Registers a buildroot that the calling builder is about to make. Returns its id.
   *
   * `host.newBuildRoot(repo, arch, task_id=nil)`, for builders. Throws ActionNotAllowed, AuthError,
   * GenericError, ParameterError.
   */
  'host.newBuildRoot': { params: { repo: number; arch: string; task_id?: number | null }; result: number };
  /**
   * Changes the state of a buildroot of the calling builder.
   *
   * `host.setBuildRootState(brootid, state, task_id=nil)`, for builders. Throws ActionNotAllowed, AuthError,
   * GenericError, ParameterError.
   */
  'host.setBuildRootState': {
    params: { brootid: number; state: number | string; task_id?: number | null };
    result: Nothing;
  };
  /**
   * Notes what was installed to make a buildroot.
   *
   * `host.setBuildRootList(brootid, rpmlist, task_id=nil)`, for builders. Throws ActionNotAllowed,
   * AuthError, GenericError, ParameterError.
   */
  'host.setBuildRootList': {
    params: { brootid: number; rpmlist: InstalledRpm[]; task_id?: number | null };
    result: Nothing;
  };
  /**
   * Notes what a buildroot has after a build, beyond what is known of it.
   *
   * `host.updateBuildRootList(brootid, rpmlist, task_id=nil)`, for builders. Throws ActionNotAllowed,
   * AuthError, GenericError, ParameterError.
   */
  'host.updateBuildRootList': {
    params: { brootid: number; rpmlist: InstalledRpm[]; task_id?: number | null };
    result: Nothing;
  };
  /**
   * Notes which archives were used in a buildroot, beyond those that are known.
   *
   * `host.updateBuildrootArchives(brootid, task_id, archives, project=false)`, for builders. Throws
   * ActionNotAllowed, AuthError, GenericError, ParameterError.
   */
  'host.updateBuildrootArchives': {
    params: { brootid: number; task_id: number; archives: { readonly id: number }[]; project?: boolean };
    result: Nothing;
  };
  /**
   * Notes which Maven artifacts were used in a buildroot. Each must be of its tag, of extra_deps or of
   * ignore.
   *
   * `host.updateMavenBuildRootList(brootid, task_id, mavenlist, ignore=nil, project=false,
   * ignore_unknown=false, extra_deps=nil)`, for whom its arguments allow. Throws ActionNotAllowed,
   * AuthError, BuildrootError, GenericError, ParameterError.
   */
  'host.updateMavenBuildRootList': {
    params: {
      brootid: number;
      task_id: number;
      mavenlist: MavenFiles[];
      ignore?: MavenFiles[] | null;
      project?: boolean;
      ignore_unknown?: boolean;
      /** Builds, and ids of tasks. */
      extra_deps?: BuildReference[] | null;
    };
    result: Nothing;
  };
  /**
   * Registers a repo of a tag and writes what it will hold. Returns its id and event.
   *
   * `host.repoInit(tag, task_id=nil, event=nil, opts=nil)`, for builders. Throws AuthError, GenericError,
   * ParameterError. Emits postRepoInit, preRepoInit.
   */
  'host.repoInit': {
    params: { tag: Reference; task_id?: number | null; event?: number | null; opts?: RepoOptions | null };
    result: [repo: number, event: number];
  };
  /**
   * Takes uploaded repodata into the tree of a repo and makes the repo ready.
   *
   * `host.repoDone(repo_id, data, expire=false, repo_json_updates=nil)`, for builders. Throws
   * ActionNotAllowed, AuthError, GenericError, ParameterError. Emits postRepoDone, preRepoDone.
   */
  'host.repoDone': {
    params: {
      repo_id: number;
      /** By arch: where its metadata were uploaded to, and the names of their files. */
      data: Record<string, [uploadPath: string, files: string[]]>;
      expire?: boolean;
      repo_json_updates?: RepoNotes | null;
    };
    result: Nothing;
  };
  /**
   * Moves one arch of a dist repo from where it was uploaded into its tree.
   *
   * `host.distRepoMove(repo_id, uploadpath, arch)`, for builders. Throws ActionNotAllowed, AuthError,
   * GenericError, ParameterError.
   */
  'host.distRepoMove': { params: { repo_id: number; uploadpath: string; arch: string }; result: Nothing };
  /**
   * Begins a build for a task of the builder, so that its name is taken. Returns the id of the build.
   *
   * `host.initBuild(data)`, for builders. Throws ActionNotAllowed, AuthError, GenericError, ParameterError.
   * Emits postBuildStateChange, preBuildStateChange.
   */
  'host.initBuild': { params: { data: InitialBuildInfo }; result: number };
  /**
   * Completes a build with the files that its tasks have uploaded, and returns it. brmap says what was built
   * where.
   *
   * `host.completeBuild(task_id, build_id, srpm, rpms, brmap=nil, logs=nil)`, for builders. Throws
   * ActionNotAllowed, AuthError, BuildError, GenericError, ParameterError. Emits kojikitBuildEnded,
   * postBuildStateChange, postImport, postRPMSign, preBuildStateChange, preImport, preRPMSign.
   */
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
  /**
   * Says that a build in progress has failed.
   *
   * `host.failBuild(task_id, build_id)`, for builders. Throws ActionNotAllowed, AuthError, GenericError,
   * ParameterError. Emits kojikitBuildEnded, postBuildStateChange, preBuildStateChange.
   */
  'host.failBuild': { params: { task_id: number; build_id: number }; result: Nothing };
  /**
   * Keeps the files of a scratch build of a task of the builder; nothing is imported.
   *
   * `host.moveBuildToScratch(task_id, srpm, rpms, logs=nil)`, for builders. Throws ActionNotAllowed,
   * AuthError, BuildError, GenericError, ParameterError.
   */
  'host.moveBuildToScratch': {
    params: { task_id: number; srpm: string; rpms: string[]; logs?: Record<string, string[]> | null };
    result: Nothing;
  };
  /**
   * Tags a build, or moves it from another tag, in the name of the owner of the builder's task.
   *
   * `host.tagBuild(task_id, tag, build, force=false, fromtag=nil)`, for builders. Throws ActionNotAllowed,
   * AuthError, GenericError, ParameterError, TagError. Emits postPackageListChange, postTag, postUntag,
   * prePackageListChange, preTag, preUntag.
   */
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
  /**
   * Makes the task that sends mail about a build that was tagged or not.
   *
   * `host.tagNotification(is_successful, tag_id, from_id, build_id, user_id, ignore_success=false,
   * failure_msg="")`, for builders. Throws AuthError, GenericError, ParameterError. Emits
   * postTaskStateChange, preTaskStateChange.
   */
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
  /**
   * Makes a file below work, by its whole path, an archive of a build of type maven or win.
   *
   * `host.importArchive(filepath, buildinfo, type, typeInfo)`, for whom its arguments allow. Throws
   * ActionNotAllowed, AuthError, BuildError, GenericError, ImportError, ParameterError. Emits postImport,
   * preImport.
   */
  'host.importArchive': {
    params: { filepath: string; buildinfo: BuildReference; type: string; typeInfo: ArchiveTypeInfo };
    result: Nothing;
  };
  /**
   * Imports the RPMs that wrap a complete build which has none so far.
   *
   * `host.importWrapperRPMs(task_id, build_id, rpm_results)`, for whom its arguments allow. Throws
   * ActionNotAllowed, AuthError, GenericError, ParameterError. Emits postBuildStateChange, postImport,
   * postRPMSign, preBuildStateChange, preImport, preRPMSign.
   */
  'host.importWrapperRPMs': {
    params: { task_id: number; build_id: number; rpm_results: WrapperFiles };
    result: Nothing;
  };
  /**
   * Writes a copy of an RPM with one of its kept signatures, for a builder that makes a dist repo.
   *
   * `host.writeSignedRPM(an_rpm, sigkey, force=false)`, for builders. Throws AuthError, GenericError,
   * ParameterError.
   */
  'host.writeSignedRPM': {
    params: { an_rpm: RpmReference; sigkey: string; force?: boolean };
    result: Nothing;
  };
  /**
   * Begins a Maven build of the next release for a task of the builder. Returns what is known of it.
   *
   * `host.initMavenBuild(task_id, build_info, maven_info)`, for whom its arguments allow. Throws
   * ActionNotAllowed, AuthError, BuildError, GenericError, ParameterError. Emits postBuildStateChange,
   * preBuildStateChange.
   */
  'host.initMavenBuild': {
    params: { task_id: number; build_info: TypedBuildInfo; maven_info: MavenArtifact };
    result: TypedBuild;
  };
  /**
   * Says which Maven artifact a build is, which the builder gives as a struct with its id.
   *
   * `host.createMavenBuild(build_info, maven_info)`, for whom its arguments allow. Throws AuthError,
   * BuildError, GenericError, ParameterError.
   */
  'host.createMavenBuild': {
    params: { build_info: { readonly id: number }; maven_info: MavenArtifact };
    result: Nothing;
  };
  /**
   * Completes a Maven build with what the tasks below its own have made.
   *
   * `host.completeMavenBuild(task_id, build_id, maven_results, rpm_results)`, for whom its arguments allow.
   * Throws ActionNotAllowed, AuthError, BuildError, GenericError, ImportError, ParameterError. Emits
   * kojikitBuildEnded, postBuildStateChange, postImport, postRPMSign, preBuildStateChange, preImport,
   * preRPMSign.
   */
  'host.completeMavenBuild': {
    params: {
      task_id: number;
      build_id: number;
      maven_results: MavenOutput;
      rpm_results: WrapperOutput | null;
    };
    result: Nothing;
  };
  /**
   * Puts what a scratch build of Maven has made into the folder of its task below scratch.
   *
   * `host.moveMavenBuildToScratch(task_id, results, rpm_results)`, for whom its arguments allow. Throws
   * ActionNotAllowed, AuthError, GenericError, ParameterError.
   */
  'host.moveMavenBuildToScratch': {
    params: { task_id: number; results: MavenOutput; rpm_results: WrapperOutput | null };
    result: Nothing;
  };
  /**
   * Begins a Windows build for a task of the builder. Returns what is known of it.
   *
   * `host.initWinBuild(task_id, build_info, win_info)`, for whom its arguments allow. Throws
   * ActionNotAllowed, AuthError, BuildError, GenericError, ParameterError. Emits postBuildStateChange,
   * preBuildStateChange.
   */
  'host.initWinBuild': {
    params: { task_id: number; build_info: TypedBuildInfo; win_info: { platform: string } };
    result: TypedBuild;
  };
  /**
   * Completes a Windows build with what the tasks below its own have made.
   *
   * `host.completeWinBuild(task_id, build_id, results, rpm_results)`, for whom its arguments allow. Throws
   * ActionNotAllowed, AuthError, BuildError, GenericError, ImportError, ParameterError. Emits
   * kojikitBuildEnded, postBuildStateChange, postImport, postRPMSign, preBuildStateChange, preImport,
   * preRPMSign.
   */
  'host.completeWinBuild': {
    params: { task_id: number; build_id: number; results: WinOutput; rpm_results: WrapperOutput | null };
    result: Nothing;
  };
  /**
   * Puts what a scratch build of Windows has made into the folder of its task below scratch.
   *
   * `host.moveWinBuildToScratch(task_id, results, rpm_results)`, for whom its arguments allow. Throws
   * ActionNotAllowed, AuthError, GenericError, ParameterError.
   */
  'host.moveWinBuildToScratch': {
    params: { task_id: number; results: WinOutput; rpm_results: WrapperOutput | null };
    result: Nothing;
  };
  /**
   * Begins an image build for a task of the builder, of the next release if none is given.
   *
   * `host.initImageBuild(task_id, build_info)`, for builders. Throws ActionNotAllowed, AuthError,
   * BuildError, GenericError, ParameterError. Emits postBuildStateChange, preBuildStateChange.
   */
  'host.initImageBuild': { params: { task_id: number; build_info: TypedBuildInfo }; result: TypedBuild };
  /**
   * Completes an image build with what the tasks below its own have made; failed tasks are passed over.
   *
   * `host.completeImageBuild(task_id, build_id, results)`, for builders. Throws ActionNotAllowed, AuthError,
   * BuildError, GenericError, ImportError, ParameterError. Emits kojikitBuildEnded, postBuildStateChange,
   * postImport, postRPMSign, preBuildStateChange, preImport, preRPMSign.
   */
  'host.completeImageBuild': {
    params: { task_id: number; build_id: number; results: Record<string, ImageOutput | FailedOutput> };
    result: Nothing;
  };
  /**
   * Imports images into a build in progress of a task of the builder, which stays in progress.
   *
   * `host.importImage(task_id, build_info, results)`, for builders. Throws ActionNotAllowed, AuthError,
   * BuildError, GenericError, ImportError, ParameterError. Emits postBuildStateChange, postImport,
   * postRPMSign, preBuildStateChange, preImport, preRPMSign.
   */
  'host.importImage': {
    params: {
      task_id: number;
      build_info: { readonly id: number };
      results: Record<string, ImageOutput | FailedOutput>;
    };
    result: Nothing;
  };
  /**
   * Puts images of a scratch build into the folders of their tasks below scratch; failed tasks are passed
   * over.
   *
   * `host.moveImageBuildToScratch(task_id, results)`, for builders. Throws ActionNotAllowed, AuthError,
   * GenericError, ParameterError.
   */
  'host.moveImageBuildToScratch': {
    params: { task_id: number; results: Record<string, ImageOutput | FailedOutput> };
    result: Nothing;
  };
  /**
   * Whether a policy allows the data, and the reason. With strict a refusal is a fault. For builders.
   *
   * `host.checkPolicy(name, data, default="deny", strict=false)`, for builders. Throws ActionNotAllowed,
   * AuthError.
   */
  'host.checkPolicy': {
    params: { name: string; data: PolicyFacts; default?: string; strict?: boolean };
    result: [allowed: boolean, reason: string];
  };
  /**
   * Fails with ActionNotAllowed unless a policy allows the data. For builders.
   *
   * `host.assertPolicy(name, data, default="deny")`, for builders. Throws ActionNotAllowed, AuthError.
   */
  'host.assertPolicy': { params: { name: string; data: PolicyFacts; default?: string }; result: Nothing };
  /**
   * The action that a policy answers for the data; nil when no rule fires. For builders.
   *
   * `host.evalPolicy(name, data)`, for builders. Throws AuthError, GenericError.
   */
  'host.evalPolicy': { params: { name: string; data: PolicyFacts }; result: string | null };
}
