import { isStruct } from '@kojikit/protocol';
import { CallerMistake } from '../../rpc/caller-mistake.js';
import type { Reader } from '../../rpc/reader.js';

/** What stands for the contents of RPMs: by their tasks, and by the names of their files. */
export type RpmDigests = ReadonlyMap<string, ReadonlyMap<string, string>>;

/** Reads the content of a `noarch_rpmdiff.json`: an object of objects of texts. Throws CallerMistake for all else. */
export const rpmDigests: Reader<RpmDigests> = (value) =>
  new Map(membersOf(value).map(([task, files]) => [task, new Map(membersOf(files).map(digestOf))]));

function membersOf(value: unknown): [string, unknown][] {
  if (!isStruct(value)) throw new CallerMistake('digests of RPMs are an object of objects of texts');
  return Object.entries(value);
}

function digestOf([file, digest]: [string, unknown]): [string, string] {
  if (typeof digest !== 'string') throw new CallerMistake(`the digest of ${file} is no text`);
  return [file, digest];
}
