import { appendFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Task } from '../tasks/task.js';

/** Writes a line to a log of the task and uploads it whole. */
export async function writeTaskLog(task: Task<unknown>, name: string, line: string): Promise<void> {
  const file = join(task.workDir, name);
  await appendFile(file, `${line}\n`);
  await task.upload(file);
}
