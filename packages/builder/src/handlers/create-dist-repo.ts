import { createDistRepo } from '../dist-repos/create-dist-repo.js';
import { createDistRepoParams, type CreateDistRepoParams } from '../dist-repos/dist-repo-options.js';
import { findProgram } from '../process/find-program.js';
import type { ProgramFinder } from '../process/find-program.js';
import { defineTask, type TaskDefinition } from '../tasks/task-definition.js';

/** Makes one arch of a dist repo and uploads it for the distRepo task, which has the hub take it in. */
export const createDistRepoTask = createDistRepoWith(findProgram);

/** The createdistrepo task with the repo tools that `find` finds. */
export function createDistRepoWith(find: ProgramFinder): TaskDefinition<CreateDistRepoParams> {
  return defineTask({
    method: 'createdistrepo',
    weight: 1.5,
    params: createDistRepoParams,
    run: (task) => createDistRepo(task, find),
  });
}
