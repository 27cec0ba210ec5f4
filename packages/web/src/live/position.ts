/** How far a page has been told: all that a stream needs to go on after a cut. */
export interface Position {
  /** What the hub's `watchTaskTrees` calls the tasks as they were told. */
  readonly seen: string;
  /** The line of the log that comes next; the first is 1. */
  readonly line: number;
  /** The byte where it begins, or -1 where that is not known. */
  readonly byte: number;
  /** What the list held that was told, see `rowsText`; empty without a list. */
  readonly rows: string;
}

/** As it stands in the `id:` of an event: `abc.120.4711.def`. */
export const positionText = ({ seen, line, byte, rows }: Position): string =>
  [seen, line, byte, rows].join('.');

/** Reads what {@link positionText} wrote; undefined for anything else. */
export function readPosition(text: string): Position | undefined {
  const match = /^([\w-]{0,40})\.(\d{1,15})\.(-1|\d{1,15})\.([\w-]{0,40})$/.exec(text);
  if (match === null) return undefined;
  return { seen: match[1]!, line: Math.max(Number(match[2]), 1), byte: Number(match[3]), rows: match[4]! };
}
