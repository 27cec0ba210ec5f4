import { parseStruct } from './rpc/parse-struct.js';

/** Characters of a line of the log at most, its line break included. */
const LONGEST_LINE = 8192;
/** What a line keeps of its texts, from the most to the least, until it is short enough. */
const KEPT = [2000, 500, 100];
const MOST_MEMBERS = 20;

/**
 * A line of the log, a JSON text, within a limit: texts inside of it are cut when it is too long. Callers decide how long
 * names and messages are, and nobody reads a line of a megabyte.
 */
export function shortLine(line: string): string {
  if (line.length <= LONGEST_LINE) return line;
  const entry = parseStruct(line);
  for (const length of KEPT) {
    const cut = `${JSON.stringify(shorten(entry, length, 4))}\n`;
    if (cut.length <= LONGEST_LINE) return cut;
  }
  const { level, time, pid, msg } = entry;
  return `${JSON.stringify({ level, time, pid, msg: shorten(msg, 100, 0) })}\n`;
}

function shorten(value: unknown, length: number, depth: number): unknown {
  if (typeof value === 'string') {
    return value.length <= length ? value : `${value.slice(0, length)}… (${value.length} characters)`;
  }
  if (typeof value !== 'object' || value === null) return value;
  if (depth === 0) return '…';
  if (Array.isArray(value)) {
    return value.slice(0, MOST_MEMBERS).map((item) => shorten(item, length, depth - 1));
  }
  const members = Object.entries(value).slice(0, MOST_MEMBERS);
  return Object.fromEntries(
    members.map(([name, member]) => [name.slice(0, 100), shorten(member, length, depth - 1)]),
  );
}
