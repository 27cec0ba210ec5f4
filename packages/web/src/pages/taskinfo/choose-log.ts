import { findError, type Excerpt } from './find-error.js';

const USUAL_LOGS = ['runroot.log', 'build.log', 'root.log', 'checkout.log', 'mock_output.log'];
/** Logs of a task that are looked into. */
const MOST = 4;

/** The logs that may tell why a task failed, with text: the usual ones first. */
export function logsToRead<File extends { readonly name: string; readonly size: string }>(
  files: readonly File[],
): File[] {
  const place = ({ name }: File) =>
    (USUAL_LOGS.indexOf(name) + USUAL_LOGS.length + 1) % (USUAL_LOGS.length + 1);
  return files
    .filter(({ name, size }) => name.endsWith('.log') && size !== '0')
    .sort((one, other) => place(one) - place(other))
    .slice(0, MOST);
}

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
