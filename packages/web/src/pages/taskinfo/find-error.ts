/** Some lines of a log around the one that tells why. */
export interface Excerpt {
  readonly lines: readonly string[];
  /** Number of the first of them, counted from the first of the given text. */
  readonly first: number;
  /** Number of the line that tells why, when one does. */
  readonly telling: number | undefined;
}

/* From what says most to what says least: within one kind the first line counts, as later ones follow from it. */
const TELLING: readonly RegExp[] = [
  /\bfatal error:|: error:|^error: |^E\s+\w*(Error|Exception)\b|undefined reference to/i,
  /no space left on device|out of memory|killed signal|segmentation fault/i,
  /nothing provides|no matching package|no package .* available|failed dependencies|unable to find a match/i,
  /^traceback \(most recent call last\)|\b(\w+Error|Exception): /i,
  /command not found|no such file or directory|permission denied/i,
  /^(FAILED|FAIL):? |tests? failed|\*\*\* \[.*\] error/i,
  /^rpm build errors:|bad exit status|\berror\b|\bfailed\b/i,
];
const BEFORE = 20;
const AFTER = 19;

/** The forty lines around the first that tells why something failed; without one the last forty. */
export function findError(text: string): Excerpt {
  const lines = text.replace(/\r\n/g, '\n').split('\n');
  if (lines.at(-1) === '') lines.pop();
  for (const pattern of TELLING) {
    const found = lines.findIndex((line) => line.length < 4000 && pattern.test(line));
    if (found < 0) continue;
    const from = Math.max(found - BEFORE, 0);
    return { lines: lines.slice(from, found + AFTER + 1), first: from + 1, telling: found + 1 };
  }
  const from = Math.max(lines.length - BEFORE - AFTER - 1, 0);
  return { lines: lines.slice(from), first: from + 1, telling: undefined };
}

const USUAL_LOGS = ['runroot.log', 'build.log', 'root.log', 'checkout.log', 'mock_output.log'];

/** The log that tells why a task failed: the one its fault names, else the first of the usual ones that holds text. */
export function chooseLog<File extends { readonly name: string; readonly size: string }>(
  files: readonly File[],
  fault: string,
): File | undefined {
  const logs = files.filter(({ name, size }) => name.endsWith('.log') && size !== '0');
  const named = /\b([\w.-]+\.log)\b/.exec(fault)?.[1];
  const wanted = [named, ...USUAL_LOGS];
  for (const name of wanted) {
    const found = logs.find((file) => file.name === name);
    if (found) return found;
  }
  return logs[0];
}
