import { EventEmitter } from 'node:events';
import type { Connection } from 'pg';

/** Who takes the rows of the statement that runs. */
export interface RowTaker {
  /**
   * Takes a row: the bytes of the message from the number of its columns on. They are never written to again, and in memory with
   * what came beside them for as long as they are kept.
   */
  takeRow(bytes: Buffer, from: number): void;
  /** A statement could be parsed: the first of those that were sent and not spoken of yet. */
  takeParsed(): void;
  /** The statement that was to be described has no rows. */
  takeNoRows(): void;
  /** A statement has ended. */
  takeEnd(tag: string): void;
}

/** Who takes what comes on a connection now; undefined: the driver. */
export interface RowTakers {
  current: RowTaker | undefined;
}

const takersOf = new WeakMap<Connection, RowTakers>();

/** Who takes the rows of a connection that {@link giveRows} was called for. */
export function rowTakers(connection: Connection): RowTakers {
  return takersOf.get(connection)!;
}

/** What the driver lets be changed of how a connection listens. */
type Listening = Connection & { attachListeners(stream: Pick<EventEmitter, 'on'>): void };

/**
 * Makes a connection that is not connected yet give its rows to who takes them. The driver makes a text of each column
 * and an event of each message, which for long listings takes longer than all that is done with them. What comes once in a round
 * trip or seldom it gets as ever: that the server is ready, errors, descriptions.
 */
export function giveRows(connection: Connection): void {
  const takers: RowTakers = { current: undefined };
  takersOf.set(connection, takers);
  const listening = connection as Listening;
  const attach = listening.attachListeners.bind(connection);
  listening.attachListeners = (stream) => {
    const others = new EventEmitter();
    attach(others);
    const messages = new Messages(takers, (message) => others.emit('data', message));
    stream.on('data', (bytes: Buffer) => messages.take(bytes));
  };
}

const DATA_ROW = 0x44;
const PARSE_COMPLETE = 0x31;
const BIND_COMPLETE = 0x32;
const NO_DATA = 0x6e;
const COMMAND_COMPLETE = 0x43;
/** One byte for the kind of a message, and its length, which counts itself but not the kind. */
const HEADER = 5;

/** Cuts what a server sends into messages. Those that come in one piece are not copied. */
class Messages {
  /** The beginning of a message that has not come as a whole. */
  private begun: Buffer[] = [];
  private length = 0;
  /** Bytes with which that one is whole, or at least its header. */
  private needed = 0;

  constructor(
    private readonly takers: RowTakers,
    private readonly pass: (message: Buffer) => void,
  ) {}

  take(chunk: Buffer): void {
    let at = 0;
    while (this.length > 0 && at < chunk.length) at = this.complete(chunk, at);
    const done = this.readWhole(chunk, at);
    if (done < chunk.length) this.begin(chunk.subarray(done));
  }

  private begin(bytes: Buffer): void {
    this.begun = [bytes];
    this.length = bytes.length;
    this.needed = this.length < HEADER ? HEADER : endOf(bytes, 0);
  }

  /* Adds what the message that was begun lacks. Returns where that ends. */
  private complete(chunk: Buffer, from: number): number {
    const to = Math.min(from + this.needed - this.length, chunk.length);
    this.begun.push(chunk.subarray(from, to));
    this.length += to - from;
    if (this.length < this.needed) return to;
    const bytes = Buffer.concat(this.begun);
    if (this.readWhole(bytes, 0) === bytes.length) this.length = 0;
    else this.begin(bytes);
    return to;
  }

  /* All messages that are whole. Returns where they end. */
  private readWhole(bytes: Buffer, from: number): number {
    let at = from;
    while (at + HEADER <= bytes.length) {
      const end = endOf(bytes, at);
      if (end > bytes.length) break;
      const { current: taker } = this.takers;
      if (taker === undefined || !give(taker, bytes, at, end)) this.pass(bytes.subarray(at, end));
      at = end;
    }
    return at;
  }
}

/* Gives a message to who takes it. Returns whether that was one for it. */
function give(taker: RowTaker, bytes: Buffer, at: number, end: number): boolean {
  switch (bytes[at]) {
    case DATA_ROW:
      taker.takeRow(bytes, at + HEADER);
      return true;
    case PARSE_COMPLETE:
      taker.takeParsed();
      return true;
    case BIND_COMPLETE:
      return true;
    case NO_DATA:
      taker.takeNoRows();
      return true;
    case COMMAND_COMPLETE:
      // A zero stands at its end.
      taker.takeEnd(bytes.toString('latin1', at + HEADER, end - 1));
      return true;
    default:
      return false;
  }
}

/** Bytes of the message of a row, as {@link RowTaker.takeRow} gets it. */
export function messageLength(bytes: Buffer, from: number): number {
  return bytes.readUInt32BE(from - HEADER + 1);
}

function endOf(bytes: Buffer, at: number): number {
  return at + 1 + bytes.readUInt32BE(at + 1);
}
