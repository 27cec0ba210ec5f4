export { addComponents, type Components } from './add-components.js';
export {
  archiveColumns,
  archiveTables,
  imageColumns,
  mavenColumns,
  storedColumns,
  winColumns,
} from './archive-columns.js';
export { findArchiveType } from './archive-types.js';
export { filesOfArchive } from './list-archive-files.js';
export { listArchives, type ArchiveFilter } from './list-archives.js';
export { findArchive, getArchive, imageArchive, mavenArchive, winArchive } from './read-archive.js';
export { archiveId, type ArchiveId } from './readers/archive-id.js';
export { archiveFolder, innerPath } from './archive-folder.js';
export { importArchive, writeMavenSums, type ArchiveSource } from './import-archive.js';
export { archiveDetails, type ArchiveDetails } from './readers/archive-details.js';
export { readPom } from './read-pom.js';
