import { isStruct, type Struct } from '@kojikit/protocol';
import { integer, listOf, text } from '../../readers/index.js';
import { CallerMistake } from '../../rpc/caller-mistake.js';
import type { Reader } from '../../rpc/reader.js';

/** Files that a task has uploaded, by their paths below its folder. */
export interface TaskFiles {
  readonly taskId: number;
  readonly paths: readonly string[];
}

/** What a Maven build has made: `files` by folder, and `logs`. Refuses what lacks them without a fault code of Koji's. */
export const mavenFiles: Reader<TaskFiles, Struct> = (results) => {
  const files = member(results, 'files');
  if (!isStruct(files)) throw new CallerMistake('files must be a struct of lists by folder');
  const paths = Object.entries(files).flatMap(([folder, names]) =>
    texts(names).map((name) => (folder === '' ? name : `${folder}/${name}`)),
  );
  return { taskId: taskOf(results), paths: [...paths, ...texts(member(results, 'logs'))] };
};

/** What a Windows build has made: `output` by path, and `logs`. Refuses as {@link mavenFiles}. */
export const windowsFiles: Reader<TaskFiles, Struct> = (results) => {
  const output = member(results, 'output');
  if (!isStruct(output)) throw new CallerMistake('output must be a struct of files by path');
  const paths = [...Object.keys(output), ...texts(member(results, 'logs'))];
  return { taskId: taskOf(results), paths };
};

/** What an image task has made: `files` and `logs`. Refuses as {@link mavenFiles}. */
export const imageFiles: Reader<TaskFiles, Struct> = (results) => {
  const paths = [...texts(member(results, 'files')), ...texts(member(results, 'logs'))];
  return { taskId: taskOf(results), paths };
};

/** RPMs that wrap a build: `srpm`, `rpms` and `logs`. Refuses as {@link mavenFiles}. */
export const wrapperFiles: Reader<TaskFiles, Struct> = (results) => {
  const paths = [
    text(member(results, 'srpm')),
    ...texts(member(results, 'rpms')),
    ...texts(member(results, 'logs')),
  ];
  return { taskId: taskOf(results), paths };
};

const texts = listOf(text);

function taskOf(results: unknown): number {
  return integer(member(results, 'task_id'));
}

function member(results: unknown, name: string): unknown {
  if (isStruct(results) && Object.hasOwn(results, name)) return results[name];
  throw new CallerMistake(`the results have no ${name}`);
}
