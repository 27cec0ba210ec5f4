export { importBuild, type BuildContents } from './import-build.js';
export { importBuildLog } from './import-build-log.js';
export { importRpm, type ImportedRpm, type ImportRpmOptions } from './import-rpm.js';
export { moveToScratch, scratchFolder } from './move-to-scratch.js';
export { buildrootMap, type BuildrootMap } from './readers/buildroot-map.js';
export { logFiles, NO_LOGS, type LogFiles } from './readers/log-files.js';
export { uploadedPath } from './uploaded-path.js';
export { importWrapper, importWrapperFiles } from './import-wrapper.js';
export { wrapperResults, type WrapperResults } from './readers/wrapper-results.js';
