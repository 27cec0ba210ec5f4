import { readYesNo } from '@kojikit/protocol';

/** A mistake in a value of a configuration file; the message says what would be right. */
export class ValueError extends Error {
  override readonly name = 'ValueError';
}

const UNITS: Readonly<Record<string, number>> = { '': 1, K: 2 ** 10, M: 2 ** 20, G: 2 ** 30, T: 2 ** 40 };

/** `yes` or `no` in any of the words that Koji's files use. Throws ValueError. */
export function readFlag(text: string): boolean {
  const value = readYesNo(text);
  if (value !== undefined) return value;
  throw new ValueError(`"${text}" is neither yes nor no`);
}

/** Bytes from a number with an optional unit, powers of 1024: `500M`, `20 GB`. Throws ValueError. */
export function readSize(text: string): number {
  const match = /^(\d+(?:\.\d+)?)\s*([KMGT]?)(?:i?B)?$/i.exec(text.trim());
  if (!match)
    throw new ValueError(`"${text}" is no size, expected a number of bytes or one such as 500M or 20G`);
  return Math.floor(Number(match[1]) * (UNITS[match[2]!.toUpperCase()] ?? 1));
}

/** Bytes in the unit that people read: `1.5 GB` (powers of 1024). */
export function describeSize(bytes: number): string {
  for (const [unit, factor] of [
    ['TB', 2 ** 40],
    ['GB', 2 ** 30],
    ['MB', 2 ** 20],
    ['KB', 2 ** 10],
  ] as const) {
    if (bytes >= factor) return `${(bytes / factor).toFixed(1)} ${unit}`;
  }
  return `${bytes} bytes`;
}
