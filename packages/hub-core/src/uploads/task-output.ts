import { open, readdir, realpath, stat as fileStat, type FileHandle } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import sql from 'sql-template-tag';
import {
  dictionary,
  GenericError,
  PathInfo,
  StreamedText,
  UNFINISHED_FOLDER,
  type Dictionary,
  type FileStats,
  type HubApi,
} from '@kojikit/protocol';
import { lookupName } from '../lookup/index.js';
import type { NameOrId } from '../readers/index.js';
import type { Context } from '../ground/context.js';
import { Base64Part } from './base64-part.js';
import { fileSeconds } from './file-seconds.js';
import { faultText } from '../rpc/fault-text.js';

export interface TaskOutputOptions {
  /** Answer sizes and times too. */
  readonly stat: boolean;
  /** Look on all volumes, not only on `DEFAULT`. */
  readonly allVolumes: boolean;
  /** Throw GenericError `Task doesn't exist` when there is no such task. */
  readonly strict: boolean;
}

/** The files that a task has uploaded, without unfinished ones: names, or names with volumes, with facts where asked for. */
export async function listTaskOutput(
  ctx: Context,
  taskId: number,
  options: TaskOutputOptions,
): Promise<HubApi['listTaskOutput']['result']> {
  if (options.strict) {
    const known = await ctx.db.value(sql`SELECT id FROM task WHERE id = ${taskId}`);
    if (known === undefined) throw new GenericError("Task doesn't exist");
  }
  const volumes = options.allVolumes
    ? await ctx.db.column<string>(sql`SELECT name FROM volume ORDER BY id`)
    : ['DEFAULT'];
  await ctx.db.release();

  const names: string[] = [];
  const facts = dictionary<FileStats>();
  const places = dictionary<string[]>();
  const factsByVolume = dictionary<Dictionary<FileStats>>();
  for (const volume of volumes) {
    const folder = taskFolder(ctx, taskId, volume);
    for (const name of await filesBelow(folder)) {
      names.push(name);
      (places[name] ??= []).push(volume);
      if (!options.stat) continue;
      facts[name] = await factsOf(join(folder, name));
      (factsByVolume[name] ??= dictionary<FileStats>())[volume] = facts[name];
    }
  }
  if (options.stat) return options.allVolumes ? factsByVolume : facts;
  return options.allVolumes ? places : names;
}

export interface OutputRange {
  /** Bytes from the start; negative: from the end. */
  readonly offset: number;
  /** Bytes at most; negative: to the end. */
  readonly size: number;
}

/** Bytes of a file that are read at once. */
const SHORT = 65_536;

/**
 * Part of a file that a task has uploaded, as base64 text. A long part is read when it is sent.
 * Throws GenericError `Invalid file name: <name>` and `no file "<name>" output by task <id>`.
 */
export async function readTaskOutput(
  ctx: Context,
  taskId: number,
  name: string,
  range: OutputRange,
  volume: NameOrId | null,
): Promise<string | StreamedText> {
  const { file } = await openTaskOutput(ctx, taskId, name, volume);
  let kept = false;
  try {
    const length = (await file.stat()).size;
    const start = range.offset < 0 ? Math.max(length + range.offset, 0) : Math.min(range.offset, length);
    const size = range.size < 0 ? length - start : Math.min(range.size, length - start);
    if (size > SHORT) {
      const part = new Base64Part(file, start, size);
      ctx.closeOnFailure(part);
      kept = true;
      return new StreamedText(part);
    }
    const contents = Buffer.alloc(size);
    const { bytesRead } = await file.read(contents, 0, size, start);
    return contents.toString('base64', 0, bytesRead);
  } finally {
    if (!kept) await file.close();
  }
}

/**
 * Opens a file that a task has uploaded; the caller closes it. Nothing outside of the task's folder is opened.
 * Throws GenericError `Invalid file name: <name>` and `no file "<name>" output by task <id>`.
 */
export async function openTaskOutput(
  ctx: Context,
  taskId: number,
  name: string,
  volume: NameOrId | null,
): Promise<{ readonly path: string; readonly file: FileHandle }> {
  return openOnVolume(ctx, taskId, name, volume === null ? undefined : await volumeName(ctx, volume));
}

/** {@link openTaskOutput} on a volume whose name is known. Default: `DEFAULT`. */
export async function openOnVolume(
  ctx: Context,
  taskId: number,
  name: string,
  volume: string | undefined,
): Promise<{ readonly path: string; readonly file: FileHandle }> {
  if (name.includes('..') || name.includes('\0')) throw new GenericError(`Invalid file name: ${name}`);
  await ctx.db.release();
  const folder = taskFolder(ctx, taskId, volume);
  const path = await realpath(join(folder, name)).catch(() => undefined);
  const missing = () => new GenericError(`no file "${name}" output by task ${taskId}`);
  if (path === undefined || !(await fileStat(path)).isFile()) throw missing();
  // A link among a task's files must not show any other file of the hub.
  if (relative(await realpath(folder), path).split(sep)[0] === '..') throw missing();

  return { path, file: await open(path, 'r') };
}

async function volumeName(ctx: Context, info: NameOrId): Promise<string> {
  const volume = await lookupName(ctx, 'volume', info);
  if (volume === undefined) throw new GenericError(faultText`No such volume: ${info}`);
  return volume.name;
}

function taskFolder(ctx: Context, taskId: number, volume: string | undefined): string {
  const paths = new PathInfo(ctx.config.KojiDir);
  return join(paths.work(volume), paths.taskRelative(taskId));
}

/* Folder by folder: one that goes away meanwhile, as that of unfinished files does, must not take the others with it. */
async function filesBelow(folder: string, below = ''): Promise<string[]> {
  const entries = await readdir(join(folder, below), { withFileTypes: true }).catch(() => []);
  const names = entries.filter((entry) => !entry.isDirectory()).map((entry) => join(below, entry.name));
  for (const entry of entries.filter((one) => one.isDirectory())) {
    const name = join(below, entry.name);
    if (name !== UNFINISHED_FOLDER) names.push(...(await filesBelow(folder, name)));
  }
  return names;
}

async function factsOf(path: string): Promise<FileStats> {
  const { size, atimeNs, mtimeNs, ctimeNs } = await fileStat(path, { bigint: true });
  // The size is text, since XML-RPC once had no large numbers.
  return {
    st_size: String(size),
    st_atime: fileSeconds(atimeNs),
    st_mtime: fileSeconds(mtimeNs),
    st_ctime: fileSeconds(ctimeNs),
  };
}
