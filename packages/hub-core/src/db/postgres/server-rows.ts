import { double, StructForm, StructWriter, type WrittenBytes } from '@kojikit/protocol';
import { emptyRow } from '../empty-row.js';
import type { Row } from '../database.js';
import { namesOf } from '../moment-with-seconds.js';
import { withRead } from '../object-rows.js';
import { readBy, Rows, type ValueReader } from '../rows.js';
import {
  fieldTypeOf,
  momentEnd,
  readInteger,
  readText,
  secondsType,
  type FieldForm,
  type FieldType,
} from './field-readers.js';
import { digits, readSeconds, writeSeconds } from './seconds.js';

/** The columns that a statement answers, with the seconds of moments as columns behind those. */
export class RowShape {
  readonly names: readonly string[];
  readonly types: readonly FieldType[];
  /** Whether a column is of the same bytes as the one before it. */
  readonly again: readonly boolean[];
  /** A row of nothing but nulls, which each row begins as a copy of. */
  readonly empty: Row;
  /** Bytes that a row has at least when it is written. */
  readonly leastBytes: number;
  private structs: StructForm | undefined;

  constructor(fields: readonly { readonly name: string; readonly dataTypeID: number }[]) {
    const columns = fields.flatMap(columnsOf);
    this.names = columns.map(({ name }) => name);
    this.types = columns.map(({ type }) => type);
    this.again = columns.map(({ again }) => again);
    this.empty = emptyRow(this.names);
    this.leastBytes = this.names.reduce((sum, name) => sum + name.length + TAGS, 0);
  }

  /** The form of rows as XML. */
  get form(): StructForm {
    return (this.structs ??= new StructForm(this.names));
  }

  /** A row from the bytes of a message, which `from` on has the number of columns, and length and bytes of each. */
  read(bytes: Buffer, from: number): Row {
    const { names, types, again } = this;
    const row = { ...this.empty };
    let start = 0;
    let length = 0;
    let end = from + COUNT;
    for (let index = 0; index < names.length; index += 1) {
      if (!again[index]!) {
        length = lengthAt(bytes, end);
        start = end + LENGTH;
        end = length < 0 ? start : start + length;
      }
      if (length >= 0) row[names[index]!] = types[index]!.read(bytes, start, end);
    }
    return row;
  }
}

interface Column {
  readonly name: string;
  readonly type: FieldType;
  readonly again: boolean;
}

function columnsOf({ name: alias, dataTypeID }: { name: string; dataTypeID: number }): Column[] {
  const [name, seconds] = namesOf(alias);
  const column = { name, type: fieldTypeOf(dataTypeID), again: false };
  return seconds === undefined ? [column] : [column, { name: seconds, type: secondsType, again: true }];
}

/** Bytes of the number of columns. */
export const COUNT = 2;
/** Bytes of a column's length, which is negative for null. */
export const LENGTH = 4;
/** Bytes of digits that are an integer of 32 bits whatever they are. */
const SHORT_INTEGER = 9;
/** Bytes of the tags around the name and the value of a member that is null; other values have more. */
const TAGS = 51;

/** Rows of one statement. */
interface Part {
  readonly shape: RowShape;
  /** The bytes that each row is among, and where it begins there. */
  readonly bytes: readonly Buffer[];
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
    return this.length * this.parts.reduce((sum, { shape }) => sum + shape.leastBytes, 0);
  }

  integers(column: keyof R & string): number[] {
    return this.fields(column, (bytes, from, to) => (to < from ? NaN : readInteger(bytes, from, to)));
  }

  texts(column: keyof R & string): (string | null)[] {
    return this.fields(column, (bytes, from, to) => (to < from ? null : readText(bytes, from, to)));
  }

  column<Name extends keyof R & string>(name: Name): R[Name][] | undefined {
    const part = this.parts.find(({ shape }) => shape.names.includes(name));
    if (part === undefined) return undefined;
    const type = part.shape.types[part.shape.names.indexOf(name)]!;
    const reader = this.readers[name];
    return this.fields(name, (bytes, from, to) => {
      const value = to < from ? null : type.read(bytes, from, to);
      return (value === null || reader === undefined ? value : readBy(reader, value)) as R[Name];
    });
  }

  followedBy(others: readonly Rows<R>[]): Rows<R> {
    const all = [this, ...others.map(asServerRows)];
    const parts = this.parts.map(({ shape }, place) => ({
      shape,
      bytes: all.flatMap(({ parts }) => parts[place]!.bytes),
      starts: all.flatMap(({ parts }) => parts[place]!.starts),
    }));
    return new ServerRows(parts, this.readers);
  }

  beside<Other extends object>(others: Rows<Other>): Rows<R & Other> {
    const { parts, readers } = asServerRows(others);
    return new ServerRows([...this.parts, ...parts], { ...this.readers, ...readers });
  }

  picked(places: readonly number[]): Rows<R> {
    const parts = this.parts.map(({ shape, bytes, starts }) => ({
      shape,
      bytes: places.map((place) => bytes[place]!),
      starts: places.map((place) => starts[place]!),
    }));
    return new ServerRows(parts, this.readers);
  }

  reading(readers: Readonly<Record<string, ValueReader>>): Rows<R> {
    return new ServerRows(this.parts, { ...this.readers, ...readers });
  }

  values(): R[] {
    const [first, ...others] = this.parts.map(({ shape, bytes, starts }) =>
      starts.map((start, place) => shape.read(bytes[place]!, start)),
    );
    const rows = first!.map((row, place) =>
      others.length === 0 ? row : Object.assign(row, ...others.map((other) => other[place])),
    );
    const read =
      Object.keys(this.readers).length === 0 ? rows : rows.map((row) => withRead(row, this.readers));
    return read as R[];
  }

  *write(bytes: WrittenBytes): Iterable<WrittenBytes> {
    const form = formOf(this.parts.map(({ shape }) => shape));
    const ways = this.parts.map(({ shape: { names, types } }) =>
      types.map((type, index) => wayOf(type, this.readers[names[index]!])),
    );
    const writer = new StructWriter(form, bytes);
    const { length } = this;
    for (let place = 0; place < length; place += 1) {
      writer.begin();
      let member = 0;
      for (let index = 0; index < this.parts.length; index += 1) {
        const part = this.parts[index]!;
        member = writeRow(writer, member, part, place, ways[index]!);
      }
      writer.end();
      if (bytes.hasPieces) yield bytes;
    }
  }

  /* A column of all rows. For null the end stands before the beginning. */
  private fields<T>(name: string, read: (bytes: Buffer, from: number, to: number) => T): T[] {
    const part = this.parts.find(({ shape }) => shape.names.includes(name));
    if (part === undefined) throw new Error(`there is no column ${name}`);
    const { shape, starts } = part;
    // Fields that the server has sent before the one that is wanted.
    const before = shape.again.slice(1, shape.names.indexOf(name) + 1).filter((again) => !again).length;
    return starts.map((start, place) => {
      const bytes = part.bytes[place]!;
      let at = start + COUNT;
      for (let index = 0; index < before; index += 1) at += LENGTH + Math.max(lengthAt(bytes, at), 0);
      const from = at + LENGTH;
      return read(bytes, from, from + lengthAt(bytes, at));
    });
  }
}

function asServerRows<R>(rows: Rows<R>): ServerRows<R> {
  if (!(rows instanceof ServerRows)) throw new Error('rows of different databases');
  return rows;
}

function formOf(shapes: readonly RowShape[]): StructForm {
  return shapes.length === 1 ? shapes[0]!.form : new StructForm(shapes.flatMap(({ names }) => names));
}

/** How a column goes out: by the form of its type, or as what a reader makes of its values. */
type Way = FieldForm | ValueReader;

function wayOf({ form }: FieldType, reader: ValueReader | undefined): Way {
  if (form === 'double' || form === 'seconds') return reader === double ? form : (reader ?? 'other');
  return reader ?? form;
}

/* Writes the columns of a row as the members from `member` on. Returns the number of the next member. */
function writeRow(
  writer: StructWriter,
  member: number,
  part: Part,
  place: number,
  ways: readonly Way[],
): number {
  const { types, again } = part.shape;
  const bytes = part.bytes[place]!;
  let from = 0;
  let length = 0;
  let to = part.starts[place]! + COUNT;
  for (let index = 0; index < ways.length; index += 1) {
    if (!again[index]!) {
      length = lengthAt(bytes, to);
      from = to + LENGTH;
      to = length < 0 ? from : from + length;
    }
    if (length < 0) writer.nil(member + index);
    else write(writer, member + index, ways[index]!, types[index]!, bytes, from, to);
  }
  return member + ways.length;
}

function write(
  writer: StructWriter,
  member: number,
  way: Way,
  { read }: FieldType,
  bytes: Buffer,
  from: number,
  to: number,
): void {
  if (way === 'text') {
    writer.text(member, bytes, from, to);
  } else if (way === 'integer' && to - from <= SHORT_INTEGER) {
    writer.integer(member, bytes, from, to);
  } else if (way === 'boolean') {
    writer.boolean(member, read(bytes, from, to) === true);
  } else if (way === 'moment') {
    const { place, end } = momentEnd(bytes, from, to);
    writer.text(member, bytes, from, place);
    writer.append(end);
  } else if (way === 'double') {
    writer.double(member, bytes, from, to);
  } else if (way === 'seconds') {
    const length = writeSeconds(bytes, from, to);
    if (length > 0) writer.double(member, digits, 0, length);
    else writer.value(member, double(readSeconds(bytes, from, to)));
  } else {
    const value = read(bytes, from, to);
    writer.value(member, typeof way === 'function' ? readBy(way, value) : value);
  }
}

/** The length of the column that begins here. What Node.js has for it looks first whether it is inside of the bytes. */
function lengthAt(bytes: Buffer, at: number): number {
  return (bytes[at]! << 24) | (bytes[at + 1]! << 16) | (bytes[at + 2]! << 8) | bytes[at + 3]!;
}

/** Collects rows as they come. */
export class RowCollector {
  private readonly rowBytes: Buffer[] = [];
  private readonly starts: number[] = [];

  get length(): number {
    return this.starts.length;
  }

  add(bytes: Buffer, from: number): void {
    this.rowBytes.push(bytes);
    this.starts.push(from);
  }

  rows<R>(shape: RowShape | undefined): Rows<R> {
    return new ServerRows([{ shape: shape ?? new RowShape([]), bytes: this.rowBytes, starts: this.starts }]);
  }
}
