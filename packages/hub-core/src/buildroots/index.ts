export { compareBuildroots, type ComparedBuildroot } from './compare-buildroots.js';
export { installedRpms } from './installed-rpms.js';
export { ownBuildroot } from './own-buildroot.js';
export {
  newGeneratorBuildroot,
  type BuildrootContents,
  type GeneratorBuildroot,
} from './new-generator-buildroot.js';
export { findBuildroot, getBuildroot, readBuildroots, type BuildrootFilter } from './read-buildroots.js';
export { installedList, type Installed } from './readers/installed-rpms.js';
export type { BuildrootInfo } from './types.js';
export { updateBuildrootArchives } from './update-archives.js';
