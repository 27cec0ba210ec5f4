import { cleanLine } from './clean-line.js';
import { COMMAND, failedParts, originOf, type Part } from './failed-part.js';
import { followsFromOthers, TELLING } from './telling-lines.js';

/** Some lines of a log around the one that tells why. */
export interface Excerpt {
  readonly lines: readonly string[];
  /** Number of the first of them, counted from the first of the given text. */
  readonly first: number;
  /** Number of the line that tells why, when one does. */
  readonly telling: number | undefined;
  /** Whether the log itself says that something failed there; otherwise the line only sounds like it. */
  readonly sure: boolean;
  /** The command that wrote it, by the number of its line. */
  readonly command?: { readonly line: number; readonly text: string } | undefined;
  /** The section of the spec that ran it, `%build`. */
  readonly section?: string | undefined;
}

const BEFORE = 20;
const AFTER = 19;
/* Lines between two messages of one command: what a compiler shows of the source, and its notes. */
const APART = 25;

/** The forty lines around the one that tells why something failed; without one the last forty. */
export function findError(text: string): Excerpt {
  const lines = text.replace(/\r\n/g, '\n').split('\n');
  if (lines.at(-1) === '') lines.pop();
  const clean = lines.map(cleanLine);
  const { parts, known, sure } = failedParts(clean);
  const found = known ?? tellingLine(clean, parts) ?? (sure ? lastCommand(clean, parts[0]!) : undefined);
  if (found === undefined) {
    const from = Math.max(lines.length - BEFORE - AFTER - 1, 0);
    return { lines: lines.slice(from), first: from + 1, telling: undefined, sure: false };
  }
  const from = Math.max(found - BEFORE, 0);
  const { command, section } = originOf(clean, found);
  return {
    lines: lines.slice(from, found + AFTER + 1),
    first: from + 1,
    telling: found + 1,
    sure,
    command: command && { line: command.index + 1, text: command.text },
    section,
  };
}

function tellingLine(lines: readonly string[], parts: readonly Part[]): number | undefined {
  for (const part of parts) {
    const found = mostTelling(lines, part);
    if (found !== undefined) return found;
  }
  return undefined;
}

function mostTelling(lines: readonly string[], { from, to }: Part): number | undefined {
  let best = Infinity;
  let found: number[] = [];
  for (let index = from; index < to; index += 1) {
    const line = lines[index]!;
    if (line === '' || COMMAND.test(line) || followsFromOthers(line)) continue;
    const kind = TELLING.find(({ rank, pattern }) => rank <= best && pattern.test(line));
    if (kind === undefined) continue;
    if (kind.rank < best) found = [];
    best = kind.rank;
    found.push(index);
  }
  const { choice } = TELLING.find(({ rank }) => rank === best) ?? {};
  return choice === 'last block' ? beginOfLastBlock(found) : found[0];
}

function beginOfLastBlock(found: readonly number[]): number | undefined {
  let index = found.length - 1;
  while (index > 0 && found[index]! - found[index - 1]! <= APART) index -= 1;
  return found[index];
}

/* A command may fail without a word, as test does. */
function lastCommand(lines: readonly string[], { from, to }: Part): number | undefined {
  for (let index = to - 1; index >= from; index -= 1) if (COMMAND.test(lines[index]!)) return index;
  return undefined;
}
