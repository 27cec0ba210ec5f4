import { StructForm, StructWriter } from '@kojikit/protocol';
import { emptyRow } from '../empty-row.js';
import type { Row } from '../database.js';
import { withRead } from '../object-rows.js';
import { readBy, Rows, type ValueReader } from '../rows.js';
import { copyMoment, fieldTypeOf, readInteger, readText, type FieldType } from './field-readers.js';

/** The columns that a statement answers. */
export class RowShape {
  readonly names: readonly string[];
  readonly types: readonly FieldType[];
  /** A row of nothing but nulls, which each row begins as a copy of. */
  readonly empty: Row;
  private structs: StructForm | undefined;

  constructor(fields: readonly { readonly name: string; readonly dataTypeID: number }[]) {
    this.names = fields.map((field) => field.name);
    this.types = fields.map((field) => fieldTypeOf(field.dataTypeID));
    this.empty = emptyRow(this.names);
  }

  /** The form of rows as XML. */
  get form(): StructForm {
    return (this.structs ??= new StructForm(this.names));
  }

  /** A row from the bytes of a message, which `from` on has the number of columns, and length and bytes of each. */
  read(bytes: Buffer, from: number): Row {
    const { names, types } = this;
    const row = { ...this.empty };
    let at = from + COUNT;
    for (let index = 0; index < names.length; index += 1) {
      const length = bytes.readInt32BE(at);
      at += LENGTH;
      if (length < 0) continue;
      row[names[index]!] = types[index]!.read(bytes, at, at + length);
      at += length;
    }
    return row;
  }
}

/** Bytes of the number of columns. */
export const COUNT = 2;
/** Bytes of a column's length, which is negative for null. */
export const LENGTH = 4;
/** Bytes of digits that are an integer of 32 bits whatever they are. */
const SHORT_INTEGER = 9;
const LONGEST_MOMENT = 64;
/** Bytes of the tags around the name and the value of a member that is null; other values have more. */
const TAGS = 51;

/** Rows of one statement. */
interface Part {
  readonly shape: RowShape;
  readonly bytes: Buffer;
  /** Where each row begins in `bytes`. */
  readonly starts: readonly number[];
}

/** Rows as the server sent them: those of one statement, or of several side by side. */
export class ServerRows<R> extends Rows<R> {
  constructor(
    private readonly parts: readonly Part[],
    private readonly readers: Readonly<Record<string, ValueReader>> = {},
  ) {
    super();
  }

  get length(): number {
    return this.parts[0]!.starts.length;
  }

  get leastBytes(): number {
    const names = this.parts.flatMap(({ shape }) => shape.names);
    return this.length * names.reduce((sum, name) => sum + name.length + TAGS, 0);
  }

  integers(column: keyof R & string): number[] {
    return this.column(column, (bytes, from, to) => (to < from ? NaN : readInteger(bytes, from, to)));
  }

  texts(column: keyof R & string): (string | null)[] {
    return this.column(column, (bytes, from, to) => (to < from ? null : readText(bytes, from, to)));
  }

  beside<Other extends object>(others: Rows<Other>): Rows<R & Other> {
    if (!(others instanceof ServerRows)) throw new Error('rows of different databases');
    return new ServerRows([...this.parts, ...others.parts], { ...this.readers, ...others.readers });
  }

  picked(places: readonly number[]): Rows<R> {
    const parts = this.parts.map((part) => ({ ...part, starts: places.map((place) => part.starts[place]!) }));
    return new ServerRows(parts, this.readers);
  }

  reading(readers: Readonly<Record<string, ValueReader>>): Rows<R> {
    return new ServerRows(this.parts, { ...this.readers, ...readers });
  }

  values(): R[] {
    const [first, ...others] = this.parts.map(({ shape, bytes, starts }) =>
      starts.map((start) => shape.read(bytes, start)),
    );
    const rows = first!.map((row, place) =>
      others.length === 0 ? row : Object.assign(row, ...others.map((other) => other[place])),
    );
    const read =
      Object.keys(this.readers).length === 0 ? rows : rows.map((row) => withRead(row, this.readers));
    return read as R[];
  }

  *pieces(): Iterable<Buffer> {
    const form = formOf(this.parts.map(({ shape }) => shape));
    const readers = this.parts.map(({ shape }) => shape.names.map((name) => this.readers[name]));
    const writer = new StructWriter(form, this.leastBytes * 2);
    const { length } = this;
    for (let place = 0; place < length; place += 1) {
      writer.begin();
      let member = 0;
      for (let index = 0; index < this.parts.length; index += 1) {
        member = writeRow(writer, member, this.parts[index]!, place, readers[index]!);
      }
      writer.end();
      if (writer.hasPieces) yield* writer.take();
    }
    yield* writer.finish();
  }

  /* A column of all rows. For null the end stands before the beginning. */
  private column<T>(name: string, read: (bytes: Buffer, from: number, to: number) => T): T[] {
    const part = this.parts.find(({ shape }) => shape.names.includes(name));
    if (part === undefined) throw new Error(`there is no column ${name}`);
    const { shape, bytes, starts } = part;
    const wanted = shape.names.indexOf(name);
    return starts.map((start) => {
      let at = start + COUNT;
      for (let index = 0; index < wanted; index += 1) at += LENGTH + Math.max(bytes.readInt32BE(at), 0);
      const from = at + LENGTH;
      return read(bytes, from, from + bytes.readInt32BE(at));
    });
  }
}

function formOf(shapes: readonly RowShape[]): StructForm {
  return shapes.length === 1 ? shapes[0]!.form : new StructForm(shapes.flatMap(({ names }) => names));
}

/* Writes the columns of a row as the members from `member` on. Returns the number of the next member. */
function writeRow(
  writer: StructWriter,
  member: number,
  { shape, bytes, starts }: Part,
  place: number,
  readers: readonly (ValueReader | undefined)[],
): number {
  let at = starts[place]! + COUNT;
  for (let index = 0; index < readers.length; index += 1) {
    const length = bytes.readInt32BE(at);
    const from = at + LENGTH;
    at = length < 0 ? from : from + length;
    const reader = readers[index];
    if (length < 0) writer.nil(member + index);
    else if (reader === undefined) write(writer, member + index, shape.types[index]!, bytes, from, at);
    else writer.value(member + index, readBy(reader, shape.types[index]!.read(bytes, from, at)));
  }
  return member + readers.length;
}

const moment = Buffer.alloc(LONGEST_MOMENT);

function write(
  writer: StructWriter,
  member: number,
  { form, read }: FieldType,
  bytes: Buffer,
  from: number,
  to: number,
): void {
  if (form === 'text') writer.text(member, bytes, from, to);
  else if (form === 'integer' && to - from <= SHORT_INTEGER) writer.integer(member, bytes, from, to);
  else if (form === 'boolean') writer.boolean(member, read(bytes, from, to) === true);
  else if (form === 'moment') writer.text(member, moment, 0, copyMoment(moment, bytes, from, to));
  else writer.value(member, read(bytes, from, to));
}

/** Bytes that a collection of rows begins with. */
const FIRST_SIZE = 4096;

/** Collects rows as they come. */
export class RowCollector {
  private bytes = Buffer.allocUnsafe(FIRST_SIZE);
  private used = 0;
  private readonly starts: number[] = [];

  add(bytes: Buffer, from: number, to: number): void {
    const end = this.used + to - from;
    if (end > this.bytes.length) this.grow(end);
    bytes.copy(this.bytes, this.used, from, to);
    this.starts.push(this.used);
    this.used = end;
  }

  rows<R>(shape: RowShape | undefined): Rows<R> {
    return new ServerRows([{ shape: shape ?? new RowShape([]), bytes: this.bytes, starts: this.starts }]);
  }

  private grow(needed: number): void {
    const larger = Buffer.allocUnsafe(Math.max(needed, this.bytes.length * 2));
    this.bytes.copy(larger, 0, 0, this.used);
    this.bytes = larger;
  }
}
