export { buildFolder, defaultFolder, kindOf, linkTarget, removeFolder, removeLink } from './build-folder.js';
export { buildColumns, buildTables, finishBuildRow, parseExtraData } from './build-columns.js';
export { announceBuildChange, changeBuildState, type BuildChange } from './change-build-state.js';
export { draftCondition, rejectDraft } from './draft-condition.js';
export { findBuild, findBuildId, getBuild, type FindBuildOptions } from './find-build.js';
export { newBuild, type NewBuild } from './new-build.js';
