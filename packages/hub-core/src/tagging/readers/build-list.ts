import type { BuildReference } from '@kojikit/protocol';
import { buildRef, type BuildRef } from '../../readers/index.js';
import { CallerMistake } from '../../rpc/caller-mistake.js';
import { pythonStr } from '../../rpc/python-names.js';
import type { Reader } from '../../rpc/reader.js';

/** What builds are named by. Text is taken letter by letter, as Koji does. */
export const buildList: Reader<BuildRef[], BuildReference[]> = (value) => {
  if (typeof value === 'string') return [...value];
  if (!Array.isArray(value)) throw new CallerMistake(`builds must be a list, not ${pythonStr(value)}`);
  return value.map(buildRef);
};
