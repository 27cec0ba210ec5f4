import { Double, type Float } from '@kojikit/protocol';
import { isTrue } from '../../rpc/convert.js';
import type { Reader } from '../../rpc/reader.js';

/** Of each package all builds (false), the latest (true), or so many of the latest. */
export type Latest = boolean | number;

/** Koji compares how many it has seen with what was asked for, so 1.5 is two and a negative number none. */
export const latest: Reader<Latest, boolean | Float | null> = (value) => {
  if (!isTrue(value)) return false;
  if (value instanceof Double) return atLeastNone(value.value);
  return typeof value === 'number' || typeof value === 'bigint' ? atLeastNone(Number(value)) : true;
};

const atLeastNone = (count: number): number => Math.max(0, Math.ceil(count));
