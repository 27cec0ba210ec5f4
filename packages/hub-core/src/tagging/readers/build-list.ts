import type { BuildReference } from '@kojikit/protocol';
import { buildRef, type BuildRef } from '../../readers/index.js';
import { CallerMistake } from '../../rpc/caller-mistake.js';
import type { Reader } from '../../rpc/reader.js';
import { faultText } from '../../rpc/fault-text.js';

/** What builds are named by. Text is taken letter by letter, as Koji does. */
export const buildList: Reader<BuildRef[], BuildReference[]> = (value) => {
  if (typeof value === 'string') return [...value];
  if (!Array.isArray(value)) throw new CallerMistake(faultText`builds must be a list, not ${value}`);
  return value.map(buildRef);
};
