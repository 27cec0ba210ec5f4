import { expect, it } from 'vitest';
import { decodeResponse } from './decode.js';
import { Double } from './double.js';
import { encodeResponse, encodeResponseBytes, encodeShortResponse, writeItems } from './encode.js';
import { ResponseEncoder } from './response-encoder.js';
import { EncodedValue, StreamedArray, StreamedText, type Part } from './streamed.js';
import { WrittenArray } from './written-array.js';
import type { WrittenBytes } from './written-bytes.js';

function part(text: string): Part {
  return {
    length: text.length,
    async *pieces() {
      for (let at = 0; at < text.length; at += 7) yield Buffer.from(text.slice(at, at + 7));
    },
    close: async () => undefined,
  };
}

async function collected(pieces: AsyncIterable<Buffer | Part>): Promise<{ text: string; longest: number }> {
  const all: Uint8Array[] = [];
  for await (const piece of pieces) {
    if (Buffer.isBuffer(piece)) all.push(piece);
    else for await (const bytes of piece.pieces()) all.push(bytes);
  }
  return { text: Buffer.concat(all).toString(), longest: Math.max(...all.map((piece) => piece.length)) };
}

async function* batches(items: readonly unknown[]): AsyncGenerator<readonly unknown[]> {
  for (let at = 0; at < items.length; at += 3) yield items.slice(at, at + 3);
}

class Written extends WrittenArray {
  readonly leastBytes = 0;

  constructor(private readonly items: unknown[]) {
    super();
  }

  get length(): number {
    return this.items.length;
  }

  values(): unknown[] {
    return this.items;
  }

  write(bytes: WrittenBytes): Iterable<WrittenBytes> {
    return writeItems(this.items, bytes);
  }
}

async function* written(items: readonly unknown[]): AsyncGenerator<WrittenArray> {
  for await (const batch of batches(items)) yield new Written([...batch]);
}

const rows = Array.from({ length: 2000 }, (none, id) => ({
  id,
  name: `n\u00e4me <${id}>`,
  extra: { a: [id, null] },
}));

it.each([
  ['nil', null],
  ['a text', 'a & b'],
  ['rows', rows],
  ['rows as lists', rows.map((row) => Object.values(row))],
  ['a struct of rows', { rows, count: new Double(3), none: [], deep: { er: { rows } } }],
  ['lists of lists', [[[[[rows]]]]]],
  ['bytes', [Buffer.from('abc')]],
  [
    'names that objects have',
    [
      Object.fromEntries([
        ['constructor', 1],
        ['toString', 2],
      ]),
      JSON.parse('{"__proto__": 3}'),
    ],
  ],
])('encodes %s as it would at once', async (what, value) => {
  const { text, longest } = await collected(new ResponseEncoder().response(value));
  expect(text).toBe(encodeResponse(value));
  expect(longest).toBeLessThan(40_000);
});

it('encodes what is streamed like what is at hand', async () => {
  const streamed = {
    rows: new StreamedArray(batches(rows)),
    written: new StreamedArray(written(rows)),
    text: new StreamedText(part('QUJD'.repeat(50))),
    value: new EncodedValue(part('<value><int>5</int></value>')),
    inside: [[new StreamedArray(batches([]))], [new StreamedText(part(''))]],
  };
  const plain = { rows, written: rows, text: 'QUJD'.repeat(50), value: 5, inside: [[[]], ['']] };
  expect((await collected(new ResponseEncoder().response(streamed))).text).toBe(encodeResponse(plain));
});

it('encodes at once what is short, and leaves the rest to a pace', () => {
  expect(encodeShortResponse([1], 1000)).toEqual(encodeResponseBytes([1]));
  expect(encodeShortResponse(rows, 100_000)).toBeUndefined();
  expect(encodeShortResponse(new StreamedArray(batches([])), 100_000)).toBeUndefined();
  expect(encodeShortResponse([[new StreamedText(part(''))]], 100_000)).toBeUndefined();
  expect(() => encodeShortResponse([new Map()], 100_000)).toThrow('class Map');
});

it('refuses values that have no form, and streamed ones where rows are encoded at once', async () => {
  const encode = (value: unknown) => collected(new ResponseEncoder().response(value));
  await expect(encode([new Map()])).rejects.toThrow('class Map');
  await expect(encode([{ rows: new StreamedArray(batches([])) }])).rejects.toThrow('class StreamedArray');
  const round: unknown[] = [];
  round.push(round);
  await expect(encode(round)).rejects.toThrow('200 levels');
});

it('encodes one value after another with one encoder', async () => {
  const encoder = new ResponseEncoder();
  const first = await collected(encoder.value([1]));
  const second = await collected(encoder.value({ a: 'b' }));
  const document = `<methodResponse><params><param><value><array><data>${first.text}${second.text}</data></array></value></param></params></methodResponse>`;
  expect(decodeResponse(document)).toEqual([[1], { a: 'b' }]);
});
