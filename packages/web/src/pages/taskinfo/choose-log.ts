import { findError, type Excerpt } from './find-error.js';

/**
 * The log that tells why, with its lines: the one that the fault names if it says of itself that something failed, else
 * the first that does, else the one that is named or comes first.
 */
export function chooseLog<Log extends { readonly name: string; readonly text: string }>(
  logs: readonly Log[],
  fault: string,
): (Log & { readonly excerpt: Excerpt }) | undefined {
  const named = [...fault.matchAll(/\b[\w.-]+\.log\b/g)].map(([name]) => name);
  const place = ({ name }: Log) => (named.includes(name) ? named.indexOf(name) : named.length);
  const ordered = [...logs].sort((one, other) => place(one) - place(other));
  const read: (Log & { readonly excerpt: Excerpt })[] = [];
  for (const log of ordered) {
    const excerpt = findError(log.text);
    if (excerpt.sure) return { ...log, excerpt };
    read.push({ ...log, excerpt });
  }
  return read.find(({ excerpt }) => excerpt.telling !== undefined) ?? read[0];
}
