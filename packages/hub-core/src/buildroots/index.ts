export { findBuildroot, getBuildroot, readBuildroots, type BuildrootFilter } from './read-buildroots.js';
export type { BuildrootInfo } from './types.js';
