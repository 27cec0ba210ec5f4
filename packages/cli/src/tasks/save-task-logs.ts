import { open, writeFile } from 'node:fs/promises';
import { dirname, join, normalize } from 'node:path';
import { globPattern, isKojiFault, makeFolder, matchesGlob, stateName, TASK_STATES } from '@kojikit/protocol';
import type { CommandContext } from '../command.js';
import { CommandError } from '../errors.js';
import { fileBelow } from '../files/file-below.js';
import { PartFile, sizeOf } from '../files/part-file.js';
import { describeError } from '../output/describe-error.js';
import { pythonPretty } from '../output/python-pretty.js';
import { readTaskFile, taskOutput } from './task-output.js';

/** Named after a failed task's reason, which is written to a file of this name. */
const FAILURE = 'task_failed.log';
const PIECE = 102400;

/** Which logs are saved. */
export interface SaveLogsOptions {
  /** Logs of subtasks as well. */
  recurse: boolean;
  /** Shell patterns for names; none means all. */
  match: readonly string[];
  /** Append to files that are there. */
  resume: boolean;
}

type SaveContext = Pick<CommandContext, 'hub' | 'print' | 'warn' | 'interrupted'>;

/**
 * Saves a task's logs below a folder, in a folder of their own, and the reason of a failure with them. Throws
 * CommandError when there is no such task.
 */
export async function saveTaskLogs(
  context: SaveContext,
  taskId: number,
  parent: string,
  options: SaveLogsOptions,
): Promise<void> {
  const { hub, warn } = context;
  const { recurse, match } = options;
  const info = await hub.call('getTaskInfo', { task_id: taskId });
  if (!info) throw new CommandError(`No such task: ${taskId}`);
  const globs = match.map(globPattern);
  const wanted = (name: string): boolean => globs.length === 0 || matchesGlob(name, globs);
  const files = Object.entries(await taskOutput(hub, taskId));
  const logs = files.filter(([name]) => name.endsWith('.log') && wanted(name));
  const folder = join(parent, `${info.arch}-${taskId}`);
  const state = stateName(TASK_STATES, info.state) ?? 'unknown';
  let count = 0;
  if (state === 'FAILED' && wanted(FAILURE)) {
    await saveFailure(context, taskId, folder);
    count++;
  } else if (!['FAILED', 'CLOSED', 'CANCELED'].includes(state)) warn(`Task ${taskId} is ${state}\n`);
  for (const [name, volumes] of logs) {
    for (const volume of volumes) {
      await saveLog(context, { taskId, name, volume }, folder, options.resume);
      count++;
    }
  }
  if (count === 0 && !recurse) warn(`No logs found for task ${taskId}. Perhaps try --recurse?\n`);
  if (!recurse) return;
  for (const child of await hub.call('getTaskChildren', { task_id: taskId })) {
    await saveTaskLogs(context, child.id, folder, options);
  }
}

async function saveFailure({ hub, print }: SaveContext, taskId: number, folder: string): Promise<void> {
  let content: string;
  try {
    content = pythonPretty(await hub.call('getTaskResult', { taskId }));
  } catch (error) {
    if (!isKojiFault(error)) throw error;
    const module = error.faultName === 'Fault' ? 'xmlrpc.client' : 'koji';
    content = `${module}.${describeError(error)}\n`;
  }
  const file = normalize(join(folder, FAILURE));
  makeFolder(dirname(file));
  print(`Writing: ${file}`);
  await writeFile(file, content);
}

async function saveLog(
  { hub, print, interrupted }: SaveContext,
  { taskId, name, volume }: { taskId: number; name: string; volume: string },
  folder: string,
  resume: boolean,
): Promise<void> {
  const file = fileBelow(folder, volume === 'DEFAULT' ? name : join(volume, name));
  makeFolder(dirname(file));
  const part = await PartFile.begin(file, resume);
  const there = part.size > 0 || (resume && (await sizeOf(file)) !== undefined);
  print(`${there ? 'Continuing' : 'Downloading'}: ${file}`);
  const handle = await open(part.path, part.size > 0 ? 'a' : 'w');
  try {
    for (let offset = part.size; ;) {
      const piece = await readTaskFile(hub, taskId, name, { offset, size: PIECE, volume });
      if (piece.length === 0) break;
      if (interrupted.aborted) throw new CommandError(`${file} is not complete`);
      await handle.writeFile(piece);
      offset += piece.length;
    }
  } finally {
    await handle.close();
  }
  await part.finish();
}
