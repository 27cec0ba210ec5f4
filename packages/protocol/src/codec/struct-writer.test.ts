import { describe, expect, it } from 'vitest';
import { encodeItems, encodeShortResponse } from './encode.js';
import { ResponseEncoder } from './response-encoder.js';
import { StructForm, StructWriter } from './struct-writer.js';
import { WrittenArray } from './written-array.js';

const TEXTS = [
  '',
  'plain',
  'a & b <c>',
  'line\r\n\ttab',
  'ž — 😀',
  '\u001b[0m \u0000',
  '\ufffe \uffff \uf8ff \ufb01',
  'x'.repeat(70_000),
];

/** Texts as structs, written from bytes. */
class Texts extends WrittenArray {
  constructor(private readonly texts: readonly string[]) {
    super();
  }
  get length() {
    return this.texts.length;
  }
  get leastBytes() {
    return 0;
  }
  values() {
    return this.texts.map((text, index) => ({ 'a&b': text, none: null, id: index, yes: true, list: [text] }));
  }
  *pieces() {
    const writer = new StructWriter(new StructForm(['a&b', 'none', 'id', 'yes', 'list']), 100);
    for (const [index, text] of this.texts.entries()) {
      const bytes = Buffer.from(`>${text}<${index}>`);
      const end = 1 + Buffer.byteLength(text);
      writer.begin();
      writer.text(0, bytes, 1, end);
      writer.nil(1);
      writer.integer(2, bytes, end + 1, bytes.length - 1);
      writer.boolean(3, true);
      writer.value(4, [text]);
      writer.end();
      yield* writer.take();
    }
    yield* writer.finish();
  }
}

describe('structs that are written from bytes', () => {
  it('are those that are encoded from values', () => {
    const texts = new Texts(TEXTS);
    expect(Buffer.concat([...texts.pieces()]).toString()).toBe(
      Buffer.concat([...encodeItems(texts.values())]).toString(),
    );
  });

  it('stand in an answer where their values would', async () => {
    const wanted = encodeShortResponse(
      [[new Texts(TEXTS).values()], { rows: new Texts(['one']).values() }],
      1e7,
    );
    const value = [[new Texts(TEXTS)], { rows: new Texts(['one']) }];
    expect(encodeShortResponse(value, 1e7)?.equals(wanted!)).toBe(true);
    const pieces: Buffer[] = [];
    for await (const piece of new ResponseEncoder().response(value)) pieces.push(piece as Buffer);
    expect(Buffer.concat(pieces).equals(wanted!)).toBe(true);
  });
});
