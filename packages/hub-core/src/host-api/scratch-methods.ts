import { dirname, join } from 'node:path';
import { PathInfo } from '@kojikit/protocol';
import { hostOnly } from '../auth/access.js';
import { withMaven, withWindows } from '../build-types/index.js';
import { placeScratchFile, scratchFolder, uploadedPath } from '../imports/index.js';
import { checkedStruct, integer, later, unlessEmpty } from '../readers/index.js';
import type { Context } from '../ground/context.js';
import { isStruct } from '../rpc/convert.js';
import { method, type Method } from '../rpc/method.js';
import type { Reader } from '../rpc/reader.js';
import { ownTask } from './own-task.js';
import { imageFiles, mavenFiles, windowsFiles, wrapperFiles, type TaskFiles } from './readers/task-files.js';

/* What a task gives of a scratch build: its files, and those of the RPMs that wrap it. */
const made = <In>(files: Reader<TaskFiles, In>) => ({
  task_id: integer,
  results: later(files),
  rpm_results: later(unlessEmpty(wrapperFiles)),
});

/** What builders make of scratch builds that are no RPMs: files below `scratch`, and no build. */
export const hostScratchMethods: Method[] = [
  method('host.moveMavenBuildToScratch', {
    params: made(mavenFiles),
    access: withMaven(hostOnly),
    doc: 'Puts what a scratch build of Maven has made into the folder of its task below scratch.',
    handler: moveBuild,
  }),
  method('host.moveWinBuildToScratch', {
    params: made(windowsFiles),
    access: withWindows(hostOnly),
    doc: 'Puts what a scratch build of Windows has made into the folder of its task below scratch.',
    handler: moveBuild,
  }),
  method('host.moveImageBuildToScratch', {
    params: { task_id: integer, results: checkedStruct },
    access: hostOnly,
    doc: 'Puts images of a scratch build into the folders of their tasks below scratch; failed tasks are passed over.',
    handler: async (ctx, { task_id: id, results }) => {
      const task = await ownTask(ctx, id);
      const owners = dirname(await scratchFolder(ctx, task));
      for (const result of Object.values(results)) {
        if (!isStruct(result) || !Object.hasOwn(result, 'task_id')) continue;
        const files = imageFiles(result);
        const folder = join(owners, `task_${files.taskId}`);
        await place(ctx, task, files, folder);
        if (Object.hasOwn(result, 'rpmresults')) {
          await place(ctx, task, wrapperFiles(result['rpmresults']), join(folder, 'rpms'));
        }
      }
      return null;
    },
  }),
];

interface MadeFiles {
  readonly task_id: number;
  readonly results: () => TaskFiles;
  readonly rpm_results: () => TaskFiles | null;
}

async function moveBuild(
  ctx: Context,
  { task_id: id, results, rpm_results: rpms }: MadeFiles,
): Promise<null> {
  const task = await ownTask(ctx, id);
  const folder = await scratchFolder(ctx, task);
  await place(ctx, task, results(), folder);
  const wrappers = rpms();
  if (wrappers !== null) await place(ctx, task, wrappers, join(folder, 'rpms'));
  return null;
}

/* Scratch files have no rows; those of an earlier run of the task are replaced. */
async function place(
  ctx: Context,
  task: number,
  { taskId, paths }: TaskFiles,
  folder: string,
): Promise<void> {
  const upload = { below: new PathInfo().taskRelative(taskId), task, movedTo: folder };
  for (const path of paths) {
    await placeScratchFile(ctx, await uploadedPath(ctx, path, upload), join(folder, path));
  }
}
