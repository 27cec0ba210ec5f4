import { integer } from '../../readers/index.js';
import { CallerMistake } from '../../rpc/caller-mistake.js';
import { pythonTypeName } from '../../rpc/python-names.js';
import type { Reader } from '../../rpc/reader.js';

/** Ids of tasks, one by one. Refuses what has no items without a fault code of Koji's. */
export const taskIds: Reader<number[], number[]> = (value) => itemsOf(value).map(integer);

/** Ids of tasks among others; what is no id is none of them. */
export const idsAmong: Reader<number[], number[]> = (value) =>
  itemsOf(value).filter((item) => typeof item === 'number');

/* A text has its letters. */
function itemsOf(value: unknown): unknown[] {
  if (Array.isArray(value)) return value;
  if (typeof value === 'string') return [...value];
  throw new CallerMistake(`'${pythonTypeName(value)}' object is not iterable`);
}
