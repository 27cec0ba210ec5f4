export { findArchiveType, type ArchiveType } from './archive-types.js';
export { listArchives, type ArchiveFilter } from './list-archives.js';
export { findArchive, getArchive, imageArchive, mavenArchive, winArchive } from './read-archive.js';
export type { ArchiveInfo } from './types.js';
export { archiveFolder, innerPath } from './archive-folder.js';
export { importArchive, writeMavenSums, type ArchiveSource } from './import-archive.js';
export { archiveDetails, type ArchiveDetails } from './readers/archive-details.js';
export { readPom } from './read-pom.js';
