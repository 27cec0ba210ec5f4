import { hubCall, type LogLines } from '@kojikit/protocol';

/** A log of a task. */
export interface LogPlace {
  readonly taskID: number;
  readonly name: string;
  readonly volume: string;
}

const NEWLINE = 0x0a;
/** Lines that are read at once. */
const COUNT = 500;

/** The question for the lines of a log from `line` on. */
export const askLines = ({ taskID, name, volume }: LogPlace, line: number) =>
  hubCall('readTaskLog', { task_id: taskID, name, line, count: COUNT, volume });

/** Whole lines, and where the next one begins. */
export interface NewLines {
  readonly first: number;
  /** The bytes of the lines, with their line breaks. */
  readonly data: Buffer;
  readonly next: { readonly line: number; readonly byte: number };
}

/**
 * The lines of an answer that are complete: one that is still being written comes when it has its line break, or with
 * `ended`, when nobody writes any more. A line that is too long for an answer counts as complete when another follows.
 */
export function wholeLines(row: LogLines, ended: boolean): NewLines {
  const data = Buffer.from(row.data, 'base64');
  const end = data.lastIndexOf(NEWLINE) + 1;
  const breaks = countBreaks(data.subarray(0, end));
  const whole = {
    first: row.first_line,
    data: data.subarray(0, end),
    next: { line: row.first_line + breaks, byte: Number(row.start) + end },
  };
  const rest = data.length - end;
  const toTheEnd = row.end === row.size;
  if (rest === 0 || (toTheEnd ? !ended : end > 0 || (!ended && row.lines <= row.first_line))) return whole;
  return {
    ...whole,
    data,
    next: { line: whole.next.line + 1, byte: toTheEnd ? Number(row.end) : -1 },
  };
}

/** Whether a file is another one than that whose lines were told: it is shorter, or its lines begin elsewhere. */
export function isReplaced(row: LogLines, told: { readonly line: number; readonly byte: number }): boolean {
  return row.first_line !== told.line || (told.byte >= 0 && Number(row.start) !== told.byte);
}

function countBreaks(data: Buffer): number {
  let count = 0;
  for (let at = data.indexOf(NEWLINE); at >= 0; at = data.indexOf(NEWLINE, at + 1)) count += 1;
  return count;
}
