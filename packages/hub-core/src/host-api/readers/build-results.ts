import type { MavenOutput, WinOutput, ImageOutput, FailedOutput, WrapperOutput } from '@kojikit/protocol';
import { archiveDetails, type ArchiveDetails } from '../../archives/index.js';
import { installedList, type Installed } from '../../buildroots/index.js';
import { wrapperResults, type WrapperResults } from '../../imports/index.js';
import { integer, listOf, nilOr, struct, text, wireValue, type Members } from '../../readers/index.js';
import type { Reader } from '../../rpc/reader.js';
import { isStruct } from '../../rpc/convert.js';
import { CallerMistake } from '../../rpc/caller-mistake.js';
import { logsOf, mavenFolders, member, taskOf, windowsOutput } from './task-files.js';

/** What a task has made for a build that is to be completed: names of files below the folder of the task. */
interface Results {
  readonly taskId: number;
  /** The buildroot that it was made in. */
  readonly buildrootId: number | null;
  readonly logs: readonly string[];
}

export interface MavenResults extends Results {
  /** Names of files by their folder. */
  readonly folders: ReadonlyMap<string, readonly string[]>;
}

export interface WindowsResults extends Results {
  /** What is known of each file, by its path; read when it is its turn. */
  readonly output: ReadonlyMap<string, (relpath: string) => ArchiveDetails>;
}

/** What one task has made of an image. */
export interface ImageResults {
  readonly taskId: number;
  readonly files: readonly string[];
  /** Becomes a folder of logs. */
  readonly arch: string;
  /** What the image consists of; read when it is its turn. */
  readonly rpms: () => readonly Installed[];
  readonly details: () => ArchiveDetails;
  /** RPMs that wrap the image. */
  readonly wrapper: (() => TaskWrapper) | undefined;
  /** What handlers of events see. */
  readonly given: Members;
}

/** RPMs that wrap a build, and the task that has made them. */
export interface TaskWrapper {
  readonly taskId: number;
  readonly results: WrapperResults;
}

const texts = listOf(text);

/** Reads {@link MavenResults}. Refuses what lacks a member without a fault code of Koji's, as all readers here. */
export const mavenResults: Reader<MavenResults, MavenOutput> = (value) => ({
  ...common(value),
  folders: mavenFolders(value),
});

/** Reads {@link WindowsResults}. */
export const windowsResults: Reader<WindowsResults, WinOutput> = (value) => ({
  ...common(value),
  output: new Map(
    Object.entries(windowsOutput(value)).map(([path, info]) => [
      path,
      (relpath: string) => archiveDetails('win', { ...struct(info), relpath }),
    ]),
  ),
});

function common(value: unknown): Results {
  return {
    taskId: taskOf(value),
    buildrootId: nilOr(integer)(member(value, 'buildroot_id')),
    logs: logsOf(value),
  };
}

/** Reads the results of an image build by arch. Failed tasks have no `task_id` and are passed over. */
export const imageResults: Reader<ImageResults[], Record<string, ImageOutput | FailedOutput>> = (value) => {
  if (!isStruct(value)) throw new CallerMistake('the results of an image build must be a struct');
  return Object.values(value)
    .filter((made) => isStruct(made) && Object.hasOwn(made, 'task_id'))
    .map(oneImage);
};

function oneImage(value: unknown): ImageResults {
  return {
    taskId: taskOf(value),
    files: texts(member(value, 'files')),
    arch: text(member(value, 'arch')),
    rpms: () => installedList(wireValue(member(value, 'rpmlist'))),
    details: () => archiveDetails('image', value),
    wrapper:
      isStruct(value) && Object.hasOwn(value, 'rpmresults')
        ? () => taskWrapper(wireValue(value['rpmresults']))
        : undefined,
    given: struct(value),
  };
}

/** Reads a {@link TaskWrapper}. */
export const taskWrapper: Reader<TaskWrapper, WrapperOutput> = (value) => ({
  taskId: taskOf(value),
  results: wrapperResults(value),
});
