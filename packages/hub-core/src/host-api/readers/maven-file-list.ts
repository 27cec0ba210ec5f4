import type { MavenFiles as GivenFiles } from '@kojikit/protocol';
import { text } from '../../readers/index.js';
import { CallerMistake } from '../../rpc/caller-mistake.js';
import { isStruct } from '../../rpc/convert.js';
import type { Reader } from '../../rpc/reader.js';
import { member } from './task-files.js';

/** Which artifact of Maven files are. */
export interface Artifact {
  readonly group_id: string;
  readonly artifact_id: string;
  readonly version: string;
}

/** Files of an artifact that a builder has found in a buildroot. */
export interface MavenFiles {
  readonly artifact: Artifact;
  readonly files: readonly MavenFile[];
}

export interface MavenFile {
  readonly filename: string;
  /** Bytes. */
  readonly size: number;
  /** The folder that it was found in; refusals show it. */
  readonly path: string;
}

/** Reads a list of structs with `maven_info` and `files`. Refuses everything else without a fault code of Koji's. */
export const mavenFileList: Reader<MavenFiles[], GivenFiles[]> = (value) =>
  listed(value).map((entry) => ({
    artifact: artifact(member(entry, 'maven_info')),
    files: listed(member(entry, 'files')).map(mavenFile),
  }));

function artifact(info: unknown): Artifact {
  return {
    group_id: text(member(info, 'group_id')),
    artifact_id: text(member(info, 'artifact_id')),
    version: text(member(info, 'version')),
  };
}

function mavenFile(info: unknown): MavenFile {
  const size = member(info, 'size');
  if (typeof size !== 'number') throw new CallerMistake('the size of a file must be a number');
  const path = isStruct(info) && Object.hasOwn(info, 'path') ? text(info['path']) : '';
  return { filename: text(member(info, 'filename')), size, path };
}

function listed(value: unknown): unknown[] {
  if (!Array.isArray(value)) throw new CallerMistake('a list of files of Maven is needed');
  return value;
}
