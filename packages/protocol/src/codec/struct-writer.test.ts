import { describe, expect, it } from 'vitest';
import { Double } from './double.js';
import { encodeShortResponse, writeItems } from './encode.js';
import { ResponseEncoder } from './response-encoder.js';
import { StructForm } from './struct-form.js';
import { StructWriter } from './struct-writer.js';
import { WrittenArray } from './written-array.js';
import { WrittenBytes } from './written-bytes.js';

const TEXTS = [
  '',
  'plain',
  'a & b <c>',
  'line\r\n\ttab',
  'ž — 😀',
  '\u001b[0m \u0000',
  '\ufffe \uffff \uf8ff \ufb01',
  'x'.repeat(70_000),
  `${'x'.repeat(65_000)}<a>&amp;\r</a>ž`.repeat(2),
  `<${'<&>'.repeat(30_000)}`,
  '<p>\ufb01</p>',
  '<p>\u0007</p>',
];

/** Numbers as a database writes them. */
const DECIMALS = [
  ...['0', '1', '-1', '-0', '0.5', '-0.5', '0.1', '1.0', '10', '1795844062', '1795844062.00096', '0.000001'],
  ...['1e+20', '1e-07', '1e15', '123456789012', '8999999999.5', '7999999999.999999', '0.1234567', '1.50'],
  ...['NaN', 'Infinity', '-Infinity', '5.684341886080802e-14', '0.30000000000000004', '9007199254740993'],
];

abstract class Structs extends WrittenArray {
  readonly leastBytes = 0;

  abstract override values(): Record<string, unknown>[];
}

/** Texts as structs, written from bytes. */
class Texts extends Structs {
  constructor(private readonly texts: readonly string[]) {
    super();
  }
  get length() {
    return this.texts.length;
  }
  values() {
    return this.texts.map((text, index) => ({
      'a&b': text,
      none: null,
      id: index,
      yes: true,
      no: false,
      list: [text],
      nothing: null,
      more: 'plain+',
    }));
  }
  *write(target: WrittenBytes) {
    const names = ['a&b', 'none', 'id', 'yes', 'no', 'list', 'nothing', 'more'];
    const writer = new StructWriter(new StructForm(names), target);
    for (const [index, text] of this.texts.entries()) {
      const bytes = Buffer.from(`>${text}<${index}>`);
      const end = 1 + Buffer.byteLength(text);
      writer.begin();
      writer.text(0, bytes, 1, end);
      writer.nil(1);
      writer.integer(2, bytes, end + 1, bytes.length - 1);
      writer.boolean(3, true);
      writer.boolean(4, false);
      writer.value(5, [text]);
      writer.nil(6);
      writer.text(7, Buffer.from('plain'), 0, 5);
      writer.append(Buffer.from('+'));
      writer.end();
      yield target;
    }
  }
}

/** Numbers as structs, written from what a database writes. */
class Decimals extends Structs {
  constructor(private readonly texts: readonly string[]) {
    super();
  }
  get length() {
    return this.texts.length;
  }
  values() {
    return this.texts.map((text) => ({ number: new Double(Number(text)) }));
  }
  *write(target: WrittenBytes) {
    const writer = new StructWriter(new StructForm(['number']), target);
    for (const text of this.texts) {
      const bytes = Buffer.from(`9${text}9`);
      writer.begin();
      writer.double(0, bytes, 1, bytes.length - 1);
      writer.end();
      yield target;
    }
  }
}

/** What is encoded from values. */
function encoded(items: readonly unknown[]): string {
  const bytes = WrittenBytes.expecting(0);
  const written = [...writeItems(items, bytes)];
  expect(written.length).toBeLessThanOrEqual(items.length);
  return Buffer.concat(bytes.finish()).toString();
}

const written = (structs: Structs) => Buffer.concat([...structs.pieces()]).toString();

/** Numbers of all sizes that round to so many places. */
function* numbers(count: number): Generator<string> {
  let seed = 1;
  for (let index = 0; index < count; index += 1) {
    seed = (seed * 48_271) % 2_147_483_647;
    const size = 10 ** ((seed % 12) - 1);
    yield ((seed / 2_147_483_647) * size * (seed % 3 === 0 ? -1 : 1))
      .toFixed(index % 8)
      .replace(/\.?0+$/, '');
  }
}

describe('structs that are written from bytes', () => {
  it('are those that are encoded from values', () => {
    const texts = new Texts(TEXTS);
    expect(written(texts)).toBe(encoded(texts.values()));
  });

  it('have doubles as those are encoded, whatever form their digits have', () => {
    const decimals = new Decimals([...DECIMALS, ...[...numbers(20_000)].filter((text) => text !== '')]);
    expect(written(decimals)).toBe(encoded(decimals.values()));
  });

  it('may have no members', () => {
    const bytes = WrittenBytes.expecting(0);
    const writer = new StructWriter(new StructForm([]), bytes);
    writer.begin();
    writer.end();
    expect(Buffer.concat(bytes.finish()).toString()).toBe(encoded([{}]));
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

  it('leave an answer as it is when another one is encoded, also inside of one that is not done', () => {
    const one = new Texts(['one']);
    const first = encodeShortResponse([one], 1e7)!;
    const text = first.toString();
    class Nested extends Texts {
      override *write(target: WrittenBytes) {
        expect(encodeShortResponse([one], 1e7)!.equals(first)).toBe(true);
        yield* super.write(target);
      }
    }
    expect(encodeShortResponse([new Nested(['one'])], 1e7)!.toString()).toBe(text);
    expect(encodeShortResponse([new Texts(TEXTS)], 100)).toBeUndefined();
    encodeShortResponse([new Texts(['two'])], 1e7);
    expect(first.toString()).toBe(text);
  });
});
