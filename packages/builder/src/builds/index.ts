import type { TaskDefinition } from '../tasks/task-definition.js';
import { buildArchTask } from './build-arch.js';
import { buildTask } from './build.js';
import { chainBuildTask } from './chain-build.js';
import { dependantTask } from './dependant-task.js';
import { rebuildSrpmTask } from './rebuild-srpm.js';
import { srpmFromScmTask } from './srpm-from-scm.js';
import { tagBuildTask } from './tag-build.js';
import { wrapperRpmTask } from './wrapper-rpm.js';

/** The tasks by which RPM packages are built. */
export const buildTasks: readonly TaskDefinition<unknown>[] = [
  buildTask,
  rebuildSrpmTask,
  srpmFromScmTask,
  buildArchTask,
  wrapperRpmTask,
  tagBuildTask,
  chainBuildTask,
  dependantTask,
];
