import { dirname, join } from 'node:path';
import { GenericError, PathInfo } from '@kojikit/protocol';
import { callingHost, hostOnly } from '../auth/access.js';
import { withMaven, withWindows } from '../build-types/index.js';
import { scratchFolder, uploadedPath } from '../imports/index.js';
import { checkedStruct, integer, later, unlessEmpty } from '../readers/index.js';
import type { Context } from '../ground/context.js';
import { isStruct } from '../rpc/convert.js';
import { method, type Method } from '../rpc/method.js';
import { placeFile } from '../stored-files/index.js';
import { assertWorksOnTask } from '../tasks/index.js';
import { isInner } from '../uploads/index.js';
import { imageFiles, mavenFiles, windowsFiles, wrapperFiles, type TaskFiles } from './readers/task-files.js';

/** What builders make of scratch builds that are no RPMs: files below `scratch`, and no build. */
export const hostScratchMethods: Method[] = [
  method('host.moveMavenBuildToScratch', {
    params: {
      task_id: integer,
      results: later(mavenFiles),
      rpm_results: later(unlessEmpty(wrapperFiles)),
    },
    access: withMaven(hostOnly),
    doc: 'Puts what a scratch build of Maven has made into the folder of its task below scratch.',
    handler: async (ctx, { task_id: id, results, rpm_results: rpms }) => {
      const folder = await ownScratchFolder(ctx, id);
      await place(ctx, results(), folder);
      const wrappers = rpms();
      if (wrappers !== null) await place(ctx, wrappers, join(folder, 'rpms'));
      return null;
    },
  }),
  method('host.moveWinBuildToScratch', {
    params: {
      task_id: integer,
      results: later(windowsFiles),
      rpm_results: later(unlessEmpty(wrapperFiles)),
    },
    access: withWindows(hostOnly),
    doc: 'Puts what a scratch build of Windows has made into the folder of its task below scratch.',
    handler: async (ctx, { task_id: id, results, rpm_results: rpms }) => {
      const folder = await ownScratchFolder(ctx, id);
      await place(ctx, results(), folder);
      const wrappers = rpms();
      if (wrappers !== null) await place(ctx, wrappers, join(folder, 'rpms'));
      return null;
    },
  }),
  method('host.moveImageBuildToScratch', {
    params: { task_id: integer, results: checkedStruct },
    access: hostOnly,
    doc: 'Puts images of a scratch build into the folders of their tasks below scratch; failed tasks are passed over.',
    handler: async (ctx, { task_id: id, results }) => {
      const owners = dirname(await ownScratchFolder(ctx, id));
      for (const made of Object.values(results)) {
        if (!isStruct(made) || !Object.hasOwn(made, 'task_id')) continue;
        const files = imageFiles(made);
        const folder = join(owners, `task_${files.taskId}`);
        await place(ctx, files, folder);
        if (Object.hasOwn(made, 'rpmresults')) {
          await place(ctx, wrapperFiles(made['rpmresults']), join(folder, 'rpms'));
        }
      }
      return null;
    },
  }),
];

async function ownScratchFolder(ctx: Context, taskId: number): Promise<string> {
  await assertWorksOnTask(ctx, taskId, await callingHost(ctx.session));
  return scratchFolder(ctx, taskId);
}

/* Scratch files have no rows; those of an earlier run of the task are replaced. */
async function place(ctx: Context, { taskId, paths }: TaskFiles, folder: string): Promise<void> {
  const uploads = new PathInfo().taskRelative(taskId);
  for (const path of paths) {
    if (!isInner(path)) throw new GenericError(`Invalid upload path: ${path}`);
    const source = await uploadedPath(ctx, `${uploads}/${path}`);
    await placeFile(ctx, source, join(folder, path), { existing: 'replace' });
  }
}
