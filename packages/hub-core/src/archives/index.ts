export { addComponents, type Components } from './add-components.js';
export { findArchiveType, type ArchiveType } from './archive-types.js';
export { filesOfArchive } from './list-archive-files.js';
export {
  archiveColumns,
  archiveTables,
  listArchives,
  withArchiveExtra,
  type ArchiveFilter,
} from './list-archives.js';
export { findArchive, getArchive, imageArchive, mavenArchive, winArchive } from './read-archive.js';
export type { ArchiveInfo } from './types.js';
export { archiveId, type ArchiveId } from './readers/archive-id.js';
export { archiveFolder, innerPath } from './archive-folder.js';
export { importArchive, writeMavenSums, type ArchiveSource } from './import-archive.js';
export { archiveDetails, type ArchiveDetails } from './readers/archive-details.js';
export { readPom } from './read-pom.js';
