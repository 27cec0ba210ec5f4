export { assertPackageListed } from './assert-package-listed.js';
export { tagMany } from './bypass-tagging.js';
export { readMavenArchives } from './read-maven-archives.js';
export { readTaggedArchives } from './read-tagged-archives.js';
export { readTaggedBuilds, type TaggedBuildsFilter } from './read-tagged-builds.js';
export { readTaggedRpms, type TaggedRpmsFilter } from './read-tagged-rpms.js';
export { tagForTask, type TaskTagging } from './tag-for-task.js';
export { tagBuild, tagBuildDirectly, type TaggingOptions } from './tag-build.js';
export { untagBuild, untagBuildDirectly, type UntaggingOptions } from './untag-build.js';
