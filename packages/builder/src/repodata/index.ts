export { writeRepodata } from './write-repodata.js';
export type { WriteRepodataOptions } from './write-repodata.js';
export type { RepositoryPackage } from './describe-package.js';
export { mergeRepos } from './merge-repos.js';
export type { MergeReposOptions } from './merge-repos.js';
export type { MergeMode } from './merge-plan.js';
export { parseRepomd, readRepomd } from './read-repomd.js';
export type { Repomd, RepomdRecord } from './repomd.js';
export { RepodataError } from './repodata-error.js';
