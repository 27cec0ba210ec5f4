import type {
  ActiveRepo,
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
  Struct,
} from './shapes.js';

/** Repos of tags, and requests for them. */
export interface ReposApi {
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
  /** Koji's client sends the digits that were typed. */
  repoInfo: { params: { repo_id: number | string; strict?: boolean }; result: Repo | null };
  getActiveRepos: { params: Record<never, never>; result: ActiveRepo[] };
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
  distRepo: {
    params: { tag: Reference; keys: string[]; task_opts?: Struct };
    result: number;
    keywords: 'task_opts';
  };
  repoExpire: { params: { repo_id: number }; result: Nothing };
  repoDelete: { params: { repo_id: number }; result: number };
  repoProblem: { params: { repo_id: number }; result: Nothing };
  'repo.get': {
    params: {
      tag: Reference;
      min_event?: number | null;
      at_event?: number | null;
      opts?: RepoOptions | null;
    };
    result: Repo | null;
  };
  'repo.query': {
    params: { clauses: QueryClauses; fields?: string[] | null; opts?: QueryOptions | null };
    result: Listing<Partial<Repo>>;
    cases: [[{ clauses: QueryClauses; fields?: null; opts?: null }, Repo[]]];
  };
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
  /** Koji's client sends the digits that were typed. */
  'repo.checkRequest': { params: { req_id: number | string }; result: RepoCheck };
  'repo.waitRequest': { params: { req_id: number; timeout?: number }; result: RepoCheck };
  'repo.queryQueue': {
    params: { clauses?: QueryClauses | null; fields?: string[] | null; opts?: QueryOptions | null };
    result: Listing<Partial<RepoRequest>>;
    cases: [[{ clauses: QueryClauses; fields?: null; opts?: null }, RepoRequest[]]];
  };
  'repo.setRequestPriority': { params: { req_id: number; priority: number }; result: Nothing };
  'repo.setState': { params: { repo_id: number; state: number }; result: Nothing };
  'repo.references': { params: { repo_id: number }; result: RepoReference[] };
  'repo.checkQueue': { params: Record<never, never>; result: Nothing };
  'repo.autoRequests': { params: Record<never, never>; result: Nothing };
  'repo.updateEndEvents': { params: Record<never, never>; result: Nothing };
  'repo.getExternalRepoData': { params: { erepo: Reference }; result: Struct | null };
  'repo.setExternalRepoData': { params: { external_repo_id: number; data: Struct }; result: Nothing };
}
