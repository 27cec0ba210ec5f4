import { basename } from 'node:path';
import type { Buildroot } from '../buildroot/buildroot.js';
import type { Task } from '../tasks/task.js';
import type { Source } from './registered-build.js';

/** Uploads a source package that a build root gave back, ends the use of the root, and returns the task's result. */
export async function uploadSource(
  task: Task<unknown>,
  root: Buildroot,
  file: string,
  source: Source,
  furtherLogs: readonly string[] = [],
): Promise<unknown> {
  await task.upload(file);
  await root.expire();
  return {
    srpm: `${task.uploadPath}/${basename(file)}`,
    logs: [...root.logNames, ...furtherLogs].map((name) => `${task.uploadPath}/${name}`),
    brootid: root.id,
    source,
  };
}
