import type { FileHandle } from 'node:fs/promises';
import type { LogLines, TaskFile } from '@kojikit/protocol';
import type { NameOrId } from '../readers/index.js';
import type { Context } from '../ground/context.js';
import { LineIndex } from './line-index.js';
import { openOnVolume, openTaskOutput } from './task-output.js';

const MOST_LINES = 5000;
const MOST_BYTES = 1 << 20;
const KEPT = 200;

/* Indexes of the logs that were looked at last, by path, for all hubs of the process: files belong to none of them. */
const indexes = new Map<string, LineIndex>();

/**
 * Lines of a file that a task has uploaded: from `line` on, or the last ones. At most 5000 and 1 MiB are answered.
 * Throws as {@link openTaskOutput} does.
 */
export async function readTaskLog(
  ctx: Context,
  taskId: number,
  name: string,
  wanted: { readonly line: number | null; readonly count: number; readonly volume: NameOrId | null },
): Promise<LogLines> {
  return linesOf(await openTaskOutput(ctx, taskId, name, wanted.volume), wanted);
}

/** The last lines of a file that a task has uploaded, on the volume that it is known to be on. Throws as {@link readTaskLog}. */
export async function readLastLines(
  ctx: Context,
  taskId: number,
  { name, volume }: Pick<TaskFile, 'name' | 'volume'>,
  count: number,
): Promise<LogLines> {
  return linesOf(await openOnVolume(ctx, taskId, name, volume), { line: null, count });
}

async function linesOf(
  { file, path }: { readonly file: FileHandle; readonly path: string },
  wanted: { readonly line: number | null; readonly count: number },
): Promise<LogLines> {
  try {
    const { ino, size } = await file.stat();
    const index = await indexOf(path, ino, file, size);
    const count = Math.min(Math.max(wanted.count, 1), MOST_LINES);
    const first =
      wanted.line === null
        ? Math.max(index.lines - count, 0)
        : Math.min(Math.max(wanted.line - 1, 0), index.lines);
    const start = await index.offsetOf(file, first);
    const end = Math.min(await index.offsetOf(file, first + count), start + MOST_BYTES);
    const data = Buffer.alloc(end - start);
    const { bytesRead } = await file.read(data, 0, data.length, start);
    return {
      first_line: first + 1,
      lines: index.lines,
      start: String(start),
      end: String(start + bytesRead),
      size: String(index.size),
      data: data.subarray(0, bytesRead).toString('base64'),
    };
  } finally {
    await file.close();
  }
}

async function indexOf(path: string, inode: number, file: FileHandle, size: number): Promise<LineIndex> {
  const known = indexes.get(path);
  const index = known?.inode === inode && known.size <= size ? known : new LineIndex(inode);
  indexes.delete(path);
  indexes.set(path, index);
  const oldest = indexes.keys().next();
  if (indexes.size > KEPT && !oldest.done) indexes.delete(oldest.value);
  await index.extend(file, size);
  return index;
}
