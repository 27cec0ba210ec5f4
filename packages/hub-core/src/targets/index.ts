export { createTarget, createTargetOf, deleteTarget, editTarget, type TargetTags } from './change-targets.js';
export { findTarget, getTarget, readTargets, type TargetFilter, type TargetInfo } from './read-targets.js';
