export { findRepo, getRepo, latestRepo, readyRepo } from './read-repos.js';
export { repoFolder } from './repo-folder.js';
export { requestRepo, type RequestedRepo, type WantedRepo } from './request-repo.js';
export { setRepoState } from './set-repo-state.js';
export type { RepoInfo, RepoOptions, RepoRequest } from './types.js';
export { readActiveRequests, type RequestedTag } from './active-requests.js';
