import type { Nothing, Reference, RepoNotes, RepoOptions } from '../shapes.js';

/** What builders do to make repos. */
export interface HostReposApi {
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
}
