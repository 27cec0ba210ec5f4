export {
  buildFolder,
  defaultFolder,
  kindOf,
  linkTarget,
  removeFolder,
  removeLink,
  type BuildPlace,
} from './build-folder.js';
export { averageDurationOf } from './average-duration.js';
export { buildLogsOf } from './build-logs.js';
export {
  buildColumns,
  buildTables,
  finishBuildRow,
  parseExtraData,
  type StoredBuild,
} from './build-columns.js';
export { announceBuildChange, changeBuildState, type BuildChange } from './change-build-state.js';
export { draftCondition } from './draft-condition.js';
export { findBuild, findBuildId, getBuild, type FindBuildOptions } from './find-build.js';
export { newBuild, type NewBuild } from './new-build.js';
export { failBuild } from './fail-build.js';
export { initialBuild, type InitialBuild } from './readers/initial-build.js';
export { buildReferences } from './build-references.js';
export { cancelBuild, cancelBuildsOfTask } from './cancel-build.js';
export { deleteBuild, deleteBuildDirectly } from './delete-build.js';
export { listBuilds, type BuildFilter } from './list-builds.js';
export { newBuildInfo, packageName, versionText } from './readers/new-build.js';
export { nextRelease } from './next-release.js';
export { readNewestBuilds, type NewestBuilds } from './read-newest-builds.js';
export { requestTask, type Placement } from './request-build.js';
export { resetBuild } from './reset-build.js';
