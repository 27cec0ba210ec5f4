export { readExternalRepoData, setExternalRepoData } from './external-repo-data.js';
export { findExternalRepo, getExternalRepo, readExternalRepos } from './read-external-repos.js';
export { nearestUses, readExternalRepoList, readTagExternalRepos } from './read-tag-external-repos.js';
export type { ExternalRepo, TagExternalRepo } from './types.js';
