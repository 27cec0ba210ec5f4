import type {
  ActiveRepo,
  DistRepoOptions,
  ExternalRepoData,
  Listing,
  Nothing,
  QueryClauses,
  QueryOptions,
  Reference,
  Repo,
  RepoCheck,
  RepoOptions,
  RepoReference,
  RepoRequest,
  RepoRequested,
} from './shapes.js';

/** Repos of tags, and requests for them. */
export interface ReposApi {
  /**
   * The ready repo of a tag that was made last, or nil. `repo.get` knows about options too.
   *
   * `getRepo(tag, state=nil, event=nil, dist=false, min_event=nil)`, for anyone. Throws GenericError,
   * ParameterError.
   */
  getRepo: {
    params: {
      tag: Reference;
      state?: number | null;
      event?: number | null;
      dist?: boolean;
      min_event?: number | null;
    };
    result: Repo | null;
  };
  /**
   * The repo of this id. Without one: nil, or a fault if strict.
   *
   * `repoInfo(repo_id, strict=false)`, for anyone. Throws GenericError, ParameterError.
   */
  repoInfo: { params: { repo_id: number | string; strict?: boolean }; result: Repo | null };
  /**
   * Every repo that is not deleted.
   *
   * `getActiveRepos()`, for anyone. Throws ParameterError.
   */
  getActiveRepos: { params: Record<never, never>; result: ActiveRepo[] };
  /**
   * Makes a newRepo task for a tag and returns its id. `repo.request` does so only when it is needed.
   *
   * `newRepo(tag, event=nil, src=false, debuginfo=false, separate_src=false)`, for whom its arguments allow.
   * Throws ActionNotAllowed, GenericError, ParameterError. Emits postTaskStateChange, preTaskStateChange.
   */
  newRepo: {
    params: {
      tag: Reference;
      event?: number | null;
      src?: boolean;
      debuginfo?: boolean;
      separate_src?: boolean;
    };
    result: number;
  };
  /**
   * Makes a distRepo task: a repo for distribution, of packages signed with one of the keys.
   *
   * `distRepo(tag, keys, **task_opts)`, for whom its arguments allow. Throws ActionNotAllowed, GenericError,
   * ParameterError. Emits kojikitTaskCanceled, postRepoInit, postTaskStateChange, preRepoInit,
   * preTaskStateChange.
   */
  distRepo: {
    params: { tag: Reference; keys: string[]; task_opts?: DistRepoOptions };
    result: number;
    keywords: 'task_opts';
  };
  /**
   * Marks a repo expired.
   *
   * `repoExpire(repo_id)`, for who holds the permission repo or admin. Throws ActionNotAllowed,
   * GenericError, ParameterError.
   */
  repoExpire: { params: { repo_id: number }; result: Nothing };
  /**
   * Marks a repo deleted unless buildroots use it, and returns how many do. Its files stay.
   *
   * `repoDelete(repo_id)`, for who holds the permission repo or admin. Throws ActionNotAllowed,
   * GenericError, ParameterError.
   */
  repoDelete: { params: { repo_id: number }; result: number };
  /**
   * Marks a repo as broken.
   *
   * `repoProblem(repo_id)`, for who holds the permission repo or admin. Throws ActionNotAllowed,
   * GenericError, ParameterError.
   */
  repoProblem: { params: { repo_id: number }; result: Nothing };
  /**
   * The best ready repo of a tag that meets the needs, or nil.
   *
   * `repo.get(tag, min_event=nil, at_event=nil, opts=nil)`, for anyone. Throws GenericError, ParameterError.
   */
  'repo.get': {
    params: {
      tag: Reference;
      min_event?: number | null;
      at_event?: number | null;
      opts?: RepoOptions | null;
    };
    result: Repo | null;
  };
  /**
   * Repos that meet clauses such as ["state", 1], with the fields asked for.
   *
   * `repo.query(clauses, fields=nil, opts=nil)`, for anyone. Throws ParameterError.
   */
  'repo.query': {
    params: { clauses: QueryClauses; fields?: string[] | null; opts?: QueryOptions | null };
    result: Listing<Partial<Repo>>;
    cases: [[{ clauses: QueryClauses; fields?: null; opts?: null }, Repo[]]];
  };
  /**
   * Returns a ready repo of a tag that meets the needs, or asks for one.
   *
   * `repo.request(tag, min_event=nil, at_event=nil, opts=nil, priority=nil, force=false)`, for who is logged
   * in. Throws ActionNotAllowed, GenericError, ParameterError. Emits postRepoDone, postRepoInit,
   * preRepoDone, preRepoInit.
   */
  'repo.request': {
    params: {
      tag: Reference;
      min_event?: number | 'last' | null;
      at_event?: number | null;
      opts?: RepoOptions | null;
      priority?: number | null;
      force?: boolean;
    };
    result: RepoRequested;
  };
  /**
   * How far a repo request is: the request, the repo once there is one, the task until then.
   *
   * `repo.checkRequest(req_id)`, for anyone. Throws GenericError, ParameterError.
   */
  'repo.checkRequest': { params: { req_id: number | string }; result: RepoCheck };
  /**
   * An addition to Koji's API. As repo.checkRequest, but answers only when the request has ended, or after
   * `timeout` seconds (60 at most).
   *
   * `repo.waitRequest(req_id, timeout=30)`, for anyone. Throws GenericError, ParameterError.
   */
  'repo.waitRequest': { params: { req_id: number; timeout?: number }; result: RepoCheck };
  /**
   * Repo requests that meet clauses such as ["active", true], with the fields asked for.
   *
   * `repo.queryQueue(clauses=nil, fields=nil, opts=nil)`, for anyone. Throws ParameterError.
   */
  'repo.queryQueue': {
    params: { clauses?: QueryClauses | null; fields?: string[] | null; opts?: QueryOptions | null };
    result: Listing<Partial<RepoRequest>>;
    cases: [[{ clauses: QueryClauses; fields?: null; opts?: null }, RepoRequest[]]];
  };
  /**
   * Changes the priority of a repo request. Smaller numbers come first.
   *
   * `repo.setRequestPriority(req_id, priority)`, for who holds the permission admin. Throws
   * ActionNotAllowed, ParameterError.
   */
  'repo.setRequestPriority': { params: { req_id: number; priority: number }; result: Nothing };
  /**
   * Changes the state of a repo.
   *
   * `repo.setState(repo_id, state)`, for who holds the permission repo or admin. Throws ActionNotAllowed,
   * GenericError, ParameterError.
   */
  'repo.setState': { params: { repo_id: number; state: number }; result: Nothing };
  /**
   * The buildroots that use a repo.
   *
   * `repo.references(repo_id)`, for anyone.
   */
  'repo.references': { params: { repo_id: number }; result: RepoReference[] };
  /**
   * Makes tasks for waiting repo requests. The hub does so by itself unless it leaves that to a kojira.
   *
   * `repo.checkQueue()`, for who holds the permission repo or admin. Throws ActionNotAllowed, GenericError,
   * ParameterError. Emits postTaskStateChange, preTaskStateChange.
   */
  'repo.checkQueue': { params: Record<never, never>; result: Nothing };
  /**
   * Asks for repos of the tags that want theirs kept up to date.
   *
   * `repo.autoRequests()`, for who holds the permission repo or admin. Throws ActionNotAllowed,
   * GenericError, ParameterError. Emits postRepoDone, postRepoInit, preRepoDone, preRepoInit.
   */
  'repo.autoRequests': { params: Record<never, never>; result: Nothing };
  /**
   * Notes which ready repos are out of date.
   *
   * `repo.updateEndEvents()`, for who holds the permission repo or admin. Throws ActionNotAllowed,
   * GenericError, ParameterError.
   */
  'repo.updateEndEvents': { params: Record<never, never>; result: Nothing };
  /**
   * What the check of an external repo has noted about it.
   *
   * `repo.getExternalRepoData(erepo)`, for anyone. Throws GenericError, ParameterError.
   */
  'repo.getExternalRepoData': { params: { erepo: Reference }; result: ExternalRepoData | null };
  /**
   * Notes something about an external repo. Repos of the tags that use it are then out of date.
   *
   * `repo.setExternalRepoData(external_repo_id, data)`, for who holds the permission repo or admin. Throws
   * ActionNotAllowed, GenericError, ParameterError.
   */
  'repo.setExternalRepoData': {
    params: { external_repo_id: number; data: ExternalRepoData };
    result: Nothing;
  };
}
