/** Lines of a log by their index, the last one not among them. */
export interface Part {
  readonly from: number;
  readonly to: number;
}

/** Where in a log to look, and whether the log itself says that something failed there. */
export interface FailedParts {
  /** From the narrowest to the widest. */
  readonly parts: readonly Part[];
  /** A line that tells why by where it stands, whatever it says. */
  readonly known: number | undefined;
  readonly sure: boolean;
}

const BAD_EXIT = /^error: Bad exit status from \S+ \(%(\w+)\)/;
/** How a shell shows a command that it runs, and our builders one of theirs. */
export const COMMAND = /^[+$] \S/;
const LAST_ERRORS = /^RPM build errors:/;
const RETURNED = /^\s*Child return code was: (-?\d+)/;
const BEGINS = /^(ENTER|Executing command:)/;
const MOCK_COMMAND = /^Executing command: \[(.*?)\] with env/;
const SECTION = /^Executing\((%\w+)\)/;
/* Make says what it could not make after the command has said why. */
const MAKE = /^\S*make\S*: \*\*\* (?!.*Waiting for unfinished jobs)(?!.*\(ignored\))/;
const BUILDER_ERROR = /^mockbuild\.exception\.(?!Error: Command failed)\w+: /;

/**
 * The parts of a log that failed, by what the tools say of their own work: the section of the spec and in it the command
 * that was run last, up to where make gives up first; what rpmbuild sums up; the commands that mock got no 0 from.
 */
export function failedParts(lines: readonly string[]): FailedParts {
  const all = { from: 0, to: lines.length };
  const stopped = lines.findLastIndex((line) => BUILDER_ERROR.test(line));
  if (stopped >= 0) return { parts: [all], known: stopped, sure: true };
  const end = lines.findLastIndex((line) => BAD_EXIT.test(line));
  if (end >= 0) return { parts: partsOfSection(lines, end), known: undefined, sure: true };
  const summed = lines.findLastIndex((line) => LAST_ERRORS.test(line));
  if (summed >= 0) return { parts: [{ from: 0, to: summed }], known: firstSummed(lines, summed), sure: true };
  const commands = failedCommands(lines);
  if (commands.length > 0) return { parts: [...commands, all], known: undefined, sure: true };
  return { parts: [all], known: undefined, sure: !lines.some((line) => RETURNED.test(line)) };
}

/** What a line of a log came from. */
export interface Origin {
  /** The command by its index and its words. */
  readonly command: { readonly index: number; readonly text: string } | undefined;
  /** The section of the spec, `%build`. */
  readonly section: string | undefined;
}

/** The command that a line is the output of, as far as the log tells, and its section. */
export function originOf(lines: readonly string[], at: number): Origin {
  const begin = findBefore(lines, at + 1, (line) => SECTION.test(line) || RETURNED.test(line)) ?? -1;
  const index = findBefore(lines, at + 1, (line) => COMMAND.test(line) || MOCK_COMMAND.test(line));
  const section = begin < 0 ? undefined : SECTION.exec(lines[begin]!)?.[1];
  if (index === undefined || index < begin) return { command: undefined, section };
  return { command: { index, text: commandText(lines[index]!) }, section };
}

function commandText(line: string): string {
  const words = MOCK_COMMAND.exec(line)?.[1];
  return words === undefined ? line.slice(2) : words.replace(/'([^']*)',?/g, '$1');
}

function partsOfSection(lines: readonly string[], end: number): Part[] {
  const name = BAD_EXIT.exec(lines[end]!)![1]!;
  const begin = findBefore(lines, end, (line) => line.startsWith(`Executing(%${name})`)) ?? 0;
  const command = findBefore(lines, end, (line) => COMMAND.test(line)) ?? begin;
  const from = Math.max(command, begin);
  const gaveUp = lines.slice(from, end).findIndex((line) => MAKE.test(line));
  // What make itself misses stands in its own line.
  const narrow = gaveUp < 0 ? [] : [{ from, to: from + gaveUp + 1 }];
  return [...narrow, { from, to: end }, { from: begin, to: end }];
}

/* rpmbuild repeats its own errors at the end, without the word before them. */
function firstSummed(lines: readonly string[], summed: number): number | undefined {
  const text = lines[summed + 1]?.trim();
  if (!text) return undefined;
  return findBefore(lines, summed, (line) => line === `error: ${text}`);
}

function failedCommands(lines: readonly string[]): Part[] {
  const parts: Part[] = [];
  for (const [index, line] of lines.entries()) {
    const status = RETURNED.exec(line)?.[1];
    if (status === undefined || status === '0') continue;
    parts.push({ from: findBefore(lines, index, (other) => BEGINS.test(other)) ?? 0, to: index });
  }
  return parts;
}

function findBefore(
  lines: readonly string[],
  end: number,
  fits: (line: string) => boolean,
): number | undefined {
  for (let index = end - 1; index >= 0; index -= 1) if (fits(lines[index]!)) return index;
  return undefined;
}
