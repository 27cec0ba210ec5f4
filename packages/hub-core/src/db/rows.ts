import { WrittenArray } from '@kojikit/protocol';

/** Makes what is sent of a value that was read. */
export type ValueReader = (value: never) => unknown;

/** What a reader of a column makes of a value: which type it is for was said where the column was named. */
export function readBy(reader: ValueReader, value: unknown): unknown {
  return reader(value as never);
}

/**
 * The rows of a read as the database sent them: only what is asked of them is decoded, and most go out as XML without ever
 * being objects. In an answer they stand for an array.
 */
export abstract class Rows<R> extends WrittenArray<R> {
  /** A column of whole numbers: one for each row, NaN for null. */
  abstract integers(column: keyof R & string): number[];
  /** A column of texts: one for each row, null for null. */
  abstract texts(column: keyof R & string): (string | null)[];
  /** What each row has in a column as it is sent, null for null. Undefined when there is no such column. */
  abstract column<Name extends keyof R & string>(name: Name): R[Name][] | undefined;
  /** These rows and behind them those of others, which one read has answered too. */
  abstract followedBy(others: readonly Rows<R>[]): Rows<R>;
  /** Each of these rows with the columns of the one in the same place of the others behind its own. */
  abstract beside<Other extends object>(others: Rows<Other>): Rows<R & Other>;
  /** Those rows whose places are given, in that order. */
  abstract picked(places: readonly number[]): Rows<R>;
  /** The same rows where the values of these columns, those that are not null, are what a function makes of them. */
  abstract reading(readers: Readonly<Record<string, ValueReader>>): Rows<R>;
}

/** The rows whose text in a column begins like this, minding no case. */
export function withPrefix<R>(rows: Rows<R>, column: keyof R & string, prefix: string): Rows<R> {
  const start = prefix.toLowerCase();
  const places: number[] = [];
  rows.texts(column).forEach((text, place) => {
    if (text?.toLowerCase().startsWith(start)) places.push(place);
  });
  return rows.picked(places);
}
