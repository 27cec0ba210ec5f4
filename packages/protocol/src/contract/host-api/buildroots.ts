import type { BuildReference, InstalledRpm, MavenFiles, Nothing } from '../shapes.js';

/** What builders note of their buildroots. */
export interface HostBuildrootsApi {
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
}
