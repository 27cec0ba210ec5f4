import { writeItems, type WrittenBytes } from '@kojikit/protocol';
import { readBy, Rows, type ValueReader } from './rows.js';

/** Rows that are objects already. */
export class ObjectRows<R extends object> extends Rows<R> {
  constructor(private readonly rows: R[]) {
    super();
  }

  get length(): number {
    return this.rows.length;
  }

  /* Two tags around each row and each member, and not a byte of their contents. */
  get leastBytes(): number {
    return this.rows.length * 40;
  }

  integers(column: keyof R & string): number[] {
    return this.rows.map((row) => (row[column] as number | null) ?? NaN);
  }

  texts(column: keyof R & string): (string | null)[] {
    return this.rows.map((row) => row[column] as string | null);
  }

  column<Name extends keyof R & string>(name: Name): R[Name][] | undefined {
    const have = this.rows.every((row) => Object.hasOwn(row, name) && row[name] !== undefined);
    return have ? this.rows.map((row) => row[name]) : undefined;
  }

  followedBy(others: readonly Rows<R>[]): Rows<R> {
    return new ObjectRows([this, ...others].flatMap((rows) => rows.values()));
  }

  beside<Other extends object>(others: Rows<Other>): Rows<R & Other> {
    const values = others.values();
    return new ObjectRows(this.rows.map((row, place) => Object.assign({}, row, values[place]!)));
  }

  picked(places: readonly number[]): Rows<R> {
    return new ObjectRows(places.map((place) => this.rows[place]!));
  }

  reading(readers: Readonly<Record<string, ValueReader>>): Rows<R> {
    return new ObjectRows(this.rows.map((row) => withRead(row, readers)));
  }

  write(bytes: WrittenBytes): Iterable<WrittenBytes> {
    return writeItems(this.rows, bytes);
  }

  values(): R[] {
    return this.rows;
  }
}

/** A row whose members, those that are not null, are what these functions make of them. */
export function withRead<R extends object>(row: R, readers: Readonly<Record<string, ValueReader>>): R {
  const read: Record<string, unknown> = {};
  for (const [name, reader] of Object.entries(readers)) {
    const value = (row as Readonly<Record<string, unknown>>)[name];
    if (value !== null && value !== undefined) read[name] = readBy(reader, value);
  }
  // Spreading into a new object takes several times as long.
  return Object.assign({}, row, read);
}
