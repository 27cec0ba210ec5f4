import type { ExternalRepo, Listing, Nothing, QueryOptions, Reference, TagExternalRepo } from './shapes.js';

/** Repos from elsewhere that a tag draws on. */
export interface ExternalReposApi {
  /**
   * The external repo of this name or id, now or at an event. Without one: nil, or a fault if strict.
   *
   * `getExternalRepo(info, strict=false, event=nil)`, for anyone. Throws GenericError, ParameterError.
   */
  getExternalRepo: {
    params: { info: Reference; strict?: boolean; event?: number | null };
    result: ExternalRepo | null;
  };
  /**
   * All external repos, or those of a name, id or URL.
   *
   * `listExternalRepos(info=nil, url=nil, event=nil, queryOpts=nil)`, for anyone. Throws GenericError,
   * ParameterError.
   */
  listExternalRepos: {
    params: {
      info?: Reference | null;
      url?: string | null;
      event?: number | null;
      queryOpts?: QueryOptions | null;
    };
    result: Listing<ExternalRepo>;
  };
  /**
   * Makes an external repo. `$arch` in the URL stands for the arch.
   *
   * `createExternalRepo(name, url)`, for who holds the permission admin. Throws ActionNotAllowed,
   * GenericError, ParameterError.
   */
  createExternalRepo: { params: { name: string; url: string }; result: ExternalRepo };
  /**
   * Renames an external repo or changes its URL.
   *
   * `editExternalRepo(info, name=nil, url=nil)`, for who holds the permission admin. Throws
   * ActionNotAllowed, GenericError, ParameterError.
   */
  editExternalRepo: {
    params: { info: Reference; name?: string | null; url?: string | null };
    result: Nothing;
  };
  /**
   * Ends an external repo and its use by tags.
   *
   * `deleteExternalRepo(info)`, for who holds the permission admin. Throws ActionNotAllowed, GenericError,
   * ParameterError.
   */
  deleteExternalRepo: { params: { info: Reference }; result: Nothing };
  /**
   * Which tags use which external repos, by priority. Inheritance is not followed.
   *
   * `getTagExternalRepos(tag_info=nil, repo_info=nil, event=nil)`, for anyone. Throws GenericError,
   * ParameterError.
   */
  getTagExternalRepos: {
    params: { tag_info?: Reference | null; repo_info?: Reference | null; event?: number | null };
    result: TagExternalRepo[];
  };
  /**
   * The external repos of a tag and of everything it inherits from, each once.
   *
   * `getExternalRepoList(tag_info, event=nil)`, for anyone. Throws GenericError, ParameterError.
   */
  getExternalRepoList: {
    params: { tag_info: Reference; event?: number | null };
    result: TagExternalRepo[];
  };
  /**
   * Lets a tag use an external repo, at a priority of its own.
   *
   * `addExternalRepoToTag(tag_info, repo_info, priority, merge_mode="koji", arches=nil)`, for who holds the
   * permission tag or admin. Throws ActionNotAllowed, GenericError, ParameterError.
   */
  addExternalRepoToTag: {
    params: {
      tag_info: Reference;
      repo_info: Reference;
      priority: number;
      merge_mode?: string;
      arches?: string | null;
    };
    result: Nothing;
  };
  /**
   * Changes how a tag uses an external repo. Returns whether anything changed.
   *
   * `editTagExternalRepo(tag_info, repo_info, priority=nil, merge_mode=nil, arches=nil)`, for who holds the
   * permission tag or admin. Throws ActionNotAllowed, GenericError, ParameterError.
   */
  editTagExternalRepo: {
    params: {
      tag_info: Reference;
      repo_info: Reference;
      priority?: number | null;
      merge_mode?: string | null;
      arches?: string | null;
    };
    result: boolean;
  };
  /**
   * Ends a tag's use of an external repo.
   *
   * `removeExternalRepoFromTag(tag_info, repo_info)`, for who holds the permission tag or admin. Throws
   * ActionNotAllowed, GenericError, ParameterError.
   */
  removeExternalRepoFromTag: { params: { tag_info: Reference; repo_info: Reference }; result: Nothing };
}
