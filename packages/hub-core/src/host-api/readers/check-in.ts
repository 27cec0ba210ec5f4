import { Double, type Float } from '@kojikit/protocol';
import { CallerMistake } from '../../rpc/caller-mistake.js';
import type { Reader } from '../../rpc/reader.js';
import { faultText } from '../../rpc/fault-text.js';

/** The load of a host. Refuses what is no number without a fault code of Koji's. */
export const hostLoad: Reader<number, Float> = (value) => {
  const number = value instanceof Double ? value.value : value;
  const read = typeof number === 'string' && number.trim() !== '' ? Number(number) : number;
  if (typeof read === 'boolean') return read ? 1 : 0;
  if (typeof read === 'number' && Number.isFinite(read)) return read;
  throw new CallerMistake(faultText`could not convert to float: ${value}`);
};

const WORDS: Readonly<Record<string, boolean>> = {
  ...Object.fromEntries(['t', 'true', 'y', 'yes', 'on', '1'].map((word) => [word, true])),
  ...Object.fromEntries(['f', 'false', 'n', 'no', 'off', '0'].map((word) => [word, false])),
};

/** Whether a host takes tasks: a boolean, or one of the words that Koji's database reads as one. */
export const readiness: Reader<boolean, boolean> = (value) => {
  const truth = typeof value === 'string' ? WORDS[value.trim().toLowerCase()] : value;
  if (typeof truth === 'boolean') return truth;
  throw new CallerMistake(faultText`expected a boolean, not ${value}`);
};
