import { EventEmitter } from 'node:events';
import type { Connection } from 'pg';
import { describe, expect, it } from 'vitest';
import { giveRows, rowTakers } from './row-parser.js';

/** A message of the server: a kind, and the length of what follows it. */
function message(kind: string, body: string): Buffer {
  const head = Buffer.alloc(5);
  head.write(kind);
  head.writeUInt32BE(4 + body.length, 1);
  return Buffer.concat([head, Buffer.from(body)]);
}

const MESSAGES: readonly (readonly [kind: string, body: string])[] = [
  ['1', ''],
  ['2', ''],
  ['T', 'columns'],
  ['D', 'first row'],
  ['D', ''],
  ['D', 'a longer row than the others'.repeat(3)],
  ['C', 'SELECT 3\0'],
  ['2', ''],
  ['n', ''],
  ['C', 'COMMIT\0'],
  ['Z', 'I'],
];

/** What a connection gives to the driver, and to who takes rows, when the server's bytes come in these chunks. */
function given(chunks: readonly Buffer[]) {
  const passed: Buffer[] = [];
  const rows: { bytes: Buffer; from: number }[] = [];
  const told: string[] = [];
  const connection = {
    attachListeners: (stream: EventEmitter) => stream.on('data', (bytes: Buffer) => passed.push(bytes)),
  } as unknown as Connection & { attachListeners(stream: EventEmitter): void };
  giveRows(connection);
  rowTakers(connection).current = {
    takeRow: (bytes, from) => rows.push({ bytes, from }),
    takeParsed: () => told.push('parsed'),
    takeNoRows: () => told.push('no rows'),
    takeEnd: (tag) => told.push(tag),
  };
  const stream = new EventEmitter();
  connection.attachListeners(stream);
  for (const chunk of chunks) stream.emit('data', chunk);
  return { passed, rows, told };
}

describe('what a server sends', () => {
  const all = MESSAGES.map(([kind, body]) => message(kind, body));
  const bytes = Buffer.concat(all);
  const bodies = MESSAGES.filter(([kind]) => kind === 'D').map(([, body]) => body);

  it('is cut into the same messages wherever its chunks end, and rows stay as they are', () => {
    for (let size = 1; size <= bytes.length; size += 1) {
      const chunks: Buffer[] = [];
      for (let at = 0; at < bytes.length; at += size) chunks.push(Buffer.from(bytes.subarray(at, at + size)));
      const { passed, rows, told } = given(chunks);
      expect(passed.map((one) => String.fromCharCode(one[0]!))).toEqual(['T', 'Z']);
      expect(told).toEqual(['parsed', 'SELECT 3', 'no rows', 'COMMIT']);
      expect(
        rows.map((row, place) => row.bytes.toString('utf8', row.from, row.from + bodies[place]!.length)),
      ).toEqual(bodies);
    }
  });

  it('is not copied where a row comes in one piece', () => {
    const { rows } = given([bytes]);
    expect(rows.every((row) => row.bytes === bytes)).toBe(true);
  });
});
