import type { ExternalRepo, Listing, Nothing, QueryOptions, Reference, TagExternalRepo } from './shapes.js';

/** Repos from elsewhere that a tag draws on. */
export interface ExternalReposApi {
  getExternalRepo: {
    params: { info: Reference; strict?: boolean; event?: number | null };
    result: ExternalRepo | null;
  };
  listExternalRepos: {
    params: {
      info?: Reference | null;
      url?: string | null;
      event?: number | null;
      queryOpts?: QueryOptions | null;
    };
    result: Listing<ExternalRepo>;
  };
  createExternalRepo: { params: { name: string; url: string }; result: ExternalRepo };
  editExternalRepo: {
    params: { info: Reference; name?: string | null; url?: string | null };
    result: Nothing;
  };
  deleteExternalRepo: { params: { info: Reference }; result: Nothing };
  getTagExternalRepos: {
    params: { tag_info?: Reference | null; repo_info?: Reference | null; event?: number | null };
    result: TagExternalRepo[];
  };
  getExternalRepoList: {
    params: { tag_info: Reference; event?: number | null };
    result: TagExternalRepo[];
  };
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
  removeExternalRepoFromTag: { params: { tag_info: Reference; repo_info: Reference }; result: Nothing };
}
