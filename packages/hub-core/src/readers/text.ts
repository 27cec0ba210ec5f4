import { CallerMistake } from '../rpc/caller-mistake.js';
import { pythonRepr } from '../rpc/python-names.js';
import type { Reader } from '../rpc/reader.js';

/** Text. Refuses everything else without a fault code of Koji's. */
export const text: Reader<string, string> = (value) => {
  if (typeof value !== 'string') throw new CallerMistake(`text is needed, not ${pythonRepr(value)}`);
  return value;
};
