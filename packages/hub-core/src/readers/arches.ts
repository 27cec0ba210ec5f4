import { CallerMistake } from '../rpc/caller-mistake.js';
import { pythonType } from '../rpc/python-names.js';
import type { Reader } from '../rpc/reader.js';

/** Arches as text with blanks between them, or as a list of names. */
export type Arches = string | readonly string[];

/** Arches as they are given; whether each may be one is for `normalizeArches` to say. */
export const arches: Reader<Arches, Arches> = (value) => {
  if (typeof value === 'string') return value;
  if (Array.isArray(value) && value.every((arch) => typeof arch === 'string')) return value;
  throw new CallerMistake(`arches must be text or a list of texts, not ${pythonType(value)}`);
};
