import { mkdir, appendFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { PathInfo } from '@kojikit/protocol';

/** Adds to a file of a task, as an upload would. */
export async function addOutput(
  topdir: string,
  task: number,
  name: string,
  content: string | Uint8Array,
): Promise<void> {
  const paths = new PathInfo(topdir);
  const path = join(paths.work(), paths.taskRelative(task), name);
  await mkdir(dirname(path), { recursive: true });
  await appendFile(path, content);
}
