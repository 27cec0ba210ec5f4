export { buildType } from './build-type.js';
export {
  addImageInfo,
  addMavenInfo,
  addWinInfo,
  findOrMakeBuild,
  markType,
  type BuildId,
} from './create-typed-build.js';
export { imageBuild, mavenBuild, winBuild, type MavenBuild } from './legacy-builds.js';
