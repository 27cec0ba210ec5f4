import { basename, dirname, join } from 'node:path';
import { BuildError, GenericError, PathInfo } from '@kojikit/protocol';
import { findArchiveType, importArchive } from '../archives/index.js';
import { winBuild } from '../build-types/index.js';
import { getBuild } from '../builds/index.js';
import type { Context } from '../ground/context.js';
import { importBuildLog, importWrapperFiles, uploadedPath } from '../imports/index.js';
import { assertBuildroot, completeTypedBuild } from './complete-typed-build.js';
import type { TaskWrapper, WindowsResults } from './readers/build-results.js';

/**
 * Completes a Windows build of a task with the files, logs and wrapping RPMs that the tasks below it have made. Checks no
 * permission. Throws BuildError for files of unknown kinds, GenericError for builds of other types and as
 * {@link completeTypedBuild}.
 */
export async function completeWinBuild(
  ctx: Context,
  { taskId, buildId }: { readonly taskId: number; readonly buildId: number },
  readResults: () => WindowsResults,
  readWrapper: () => TaskWrapper | null,
): Promise<void> {
  await getBuild(ctx, buildId);
  if ((await winBuild(ctx, buildId)) === undefined) {
    throw new GenericError(`no such Windows build: ${buildId}`);
  }
  await completeTypedBuild(ctx, { taskId, buildId, type: 'win' }, async (build) => {
    const results = readResults();
    const { buildrootId, output, logs } = results;
    await assertBuildroot(ctx, buildrootId);
    const upload = { below: new PathInfo().taskRelative(results.taskId), task: taskId };
    for (const [name, details] of output) {
      const kind = { name: () => undefined, filename: () => name };
      if ((await findArchiveType(ctx, kind, { strict: false })) === undefined) {
        throw new BuildError(`unsupported file type: ${name}`);
      }
      const path = await uploadedPath(ctx, name, upload);
      const destination = {
        build,
        type: 'win',
        details: () => details(folderOf(name)),
        buildrootId,
      };
      await importArchive(ctx, { filename: basename(path), path }, destination);
    }
    for (const log of logs) {
      await importBuildLog(ctx, await uploadedPath(ctx, log, upload), build, join('win', folderOf(log)));
    }
    const wrapper = readWrapper();
    if (wrapper === null) return;
    await importWrapperFiles(ctx, { task: taskId, madeBy: wrapper.taskId }, build, wrapper.results);
  });
}

function folderOf(path: string): string {
  const folder = dirname(path);
  return folder === '.' ? '' : folder;
}
