export { buildType } from './build-type.js';
export {
  addImageInfo,
  addMavenInfo,
  addWinInfo,
  findOrMakeBuild,
  markType,
  type BuildId,
} from './create-typed-build.js';
export { imageBuild, mavenBuild, winBuild } from './legacy-builds.js';
export { withMaven, withWindows } from './with-support.js';
export { mavenInfo, winInfo } from './readers/type-facts.js';
export { buildWithId } from './readers/typed-build.js';
