export { writeRepodata } from './write-repodata.js';
export type { WriteRepodataOptions } from './write-repodata.js';
export type { RepositoryPackage } from './describe-package.js';
