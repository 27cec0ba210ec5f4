import type { CommandStep, ExpectedLine } from './recording.js';

/** What a command did. */
export interface CommandResult {
  exit: number;
  stdout: string[];
  stderr: string[];
  openEnd: boolean;
  /** Files that the command wrote: their lines, or their size if they are no text. */
  wrote?: Record<string, string[] | number>;
  removed?: string[];
}

/** What differs from the recording, in words; empty when nothing does. */
export function compareStep(step: CommandStep, got: CommandResult): string[] {
  const differences: string[] = [];
  const check = (what: string, fits: boolean, wanted: unknown, found: unknown): void => {
    if (!fits) differences.push(`${what}\n  want ${JSON.stringify(wanted)}\n  got  ${JSON.stringify(found)}`);
  };
  check('exit', step.exit === got.exit, step.exit, { exit: got.exit, stderr: got.stderr });
  if (step.exit_only) return differences;
  const { unordered_lines: unordered = false } = step;
  check('stdout', sameLines(step.stdout, got.stdout, unordered), step.stdout, got.stdout);
  check('newline at the end', Boolean(step.open_end) === got.openEnd, step.open_end, got.openEnd);
  // Texts of the language runtime differ; that something is said is all that counts.
  const sameErrors = step.loose_stderr
    ? step.stderr.length > 0 === got.stderr.length > 0
    : sameLines(step.stderr, got.stderr, unordered);
  check('stderr', sameErrors, step.stderr, got.stderr);
  if (step.wrote) check('wrote', sameFiles(step.wrote, got.wrote ?? {}, unordered), step.wrote, got.wrote);
  const [gone, left] = [step.removed ?? [], got.removed ?? []];
  if (step.collect) check('removed', JSON.stringify(gone) === JSON.stringify(left), gone, left);
  return differences;
}

function sameFiles(
  want: NonNullable<CommandStep['wrote']>,
  got: NonNullable<CommandResult['wrote']>,
  unordered: boolean,
): boolean {
  const names = Object.keys(want);
  if (names.length !== Object.keys(got).length) return false;
  return names.every((name) => {
    const [lines, found] = [want[name], got[name]];
    return Array.isArray(lines) && Array.isArray(found)
      ? sameLines(lines, found, unordered)
      : lines === found;
  });
}

function sameLines(want: readonly ExpectedLine[], got: readonly string[], unordered: boolean): boolean {
  if (want.length !== got.length) return false;
  if (!unordered) return want.every((line, index) => fits(line, got[index] as string));
  const rest = [...got];
  // Literal lines first, so that an expression does not take the line of one.
  for (const line of want.toSorted((a, b) => Number(typeof a === 'object') - Number(typeof b === 'object'))) {
    const index = rest.findIndex((candidate) => fits(line, candidate));
    if (index < 0) return false;
    rest.splice(index, 1);
  }
  return true;
}

function fits(want: ExpectedLine, got: string): boolean {
  return typeof want === 'string' ? want === got : new RegExp(`^(?:${want.re})$`).test(got);
}
