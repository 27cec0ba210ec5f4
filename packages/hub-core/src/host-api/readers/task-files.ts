import {
  isStruct,
  type ImageOutput,
  type MavenOutput,
  type WinOutput,
  type WrapperOutput,
} from '@kojikit/protocol';
import { integer, listOf, text } from '../../readers/index.js';
import { CallerMistake } from '../../rpc/caller-mistake.js';
import type { Reader } from '../../rpc/reader.js';

/** Files that a task has uploaded, by their paths below its folder. */
export interface TaskFiles {
  readonly taskId: number;
  readonly paths: readonly string[];
}

/** What a Maven build has made: `files` by folder, and `logs`. Refuses what lacks them without a fault code of Koji's. */
export const mavenFiles: Reader<TaskFiles, MavenOutput> = (results) => {
  const paths = [...mavenFolders(results)].flatMap(([folder, names]) =>
    names.map((name) => (folder === '' ? name : `${folder}/${name}`)),
  );
  return { taskId: taskOf(results), paths: [...paths, ...logsOf(results)] };
};

/** What a Windows build has made: `output` by path, and `logs`. Refuses as {@link mavenFiles}. */
export const windowsFiles: Reader<TaskFiles, WinOutput> = (results) => ({
  taskId: taskOf(results),
  paths: [...Object.keys(windowsOutput(results)), ...logsOf(results)],
});

/** What an image task has made: `files` and `logs`. Refuses as {@link mavenFiles}. */
export const imageFiles: Reader<TaskFiles, ImageOutput> = (results) => ({
  taskId: taskOf(results),
  paths: [...texts(member(results, 'files')), ...logsOf(results)],
});

/** RPMs that wrap a build: `srpm`, `rpms` and `logs`. Refuses as {@link mavenFiles}. */
export const wrapperFiles: Reader<TaskFiles, WrapperOutput> = (results) => {
  const paths = [text(member(results, 'srpm')), ...texts(member(results, 'rpms')), ...logsOf(results)];
  return { taskId: taskOf(results), paths };
};

/** The files of a Maven build by their folder. */
export function mavenFolders(results: unknown): Map<string, string[]> {
  const files = member(results, 'files');
  if (!isStruct(files)) throw new CallerMistake('files must be a struct of lists by folder');
  return new Map(Object.entries(files).map(([folder, names]) => [folder, texts(names)]));
}

/** What a Windows build says of its files, by their path. */
export function windowsOutput(results: unknown): Record<string, unknown> {
  const output = member(results, 'output');
  if (!isStruct(output)) throw new CallerMistake('output must be a struct of files by path');
  return output;
}

/** The names of logs in the results of a task. */
export function logsOf(results: unknown): string[] {
  return texts(member(results, 'logs'));
}

/** The task that has made these results. */
export function taskOf(results: unknown): number {
  return integer(member(results, 'task_id'));
}

/** A member of the results of a task. Refuses what lacks it without a fault code of Koji's. */
export function member(results: unknown, name: string): unknown {
  if (isStruct(results) && Object.hasOwn(results, name)) return results[name];
  throw new CallerMistake(`the results have no ${name}`);
}

const texts = listOf(text);
