import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { wireValue } from '../../test/wire-value.js';
import { DateTime, decodeCall, Double, encodeCall } from '../index.js';

interface Answer {
  readonly method: string;
  readonly params: unknown;
  readonly xml: string;
}

const havePython = spawnSync('python3', ['-c', 'import xmlrpc.client']).status === 0;
if (!havePython) console.log("skipped: the comparison with Python's xmlrpc.client (there is no python3)");

/** Numbers by their exact value, as Python's float.hex() would not be read here: bits of the double. */
const bits = (value: number): string => {
  const bytes = Buffer.alloc(8);
  bytes.writeDoubleBE(value);
  return bytes.toString('hex');
};

/** What Python's `float.hex` text stands for: `-0x1.8p+1`. */
function fromHex(text: string): number {
  if (text === 'nan') return NaN;
  if (text.endsWith('inf')) return text.startsWith('-') ? -Infinity : Infinity;
  const parts = /^(-?)0x([01])\.?([0-9a-f]*)p([+-]\d+)$/.exec(text);
  if (parts === null) throw new Error(`not a float: ${text}`);
  const [, sign, whole, fraction = '', exponent] = parts;
  const mantissa = Number(whole) + Number(`0x${fraction.padEnd(13, '0')}`) / 2 ** 52;
  const power = Number(exponent);
  const magnitude = power < -1000 ? mantissa * 2 ** (power + 100) * 2 ** -100 : mantissa * 2 ** power;
  return sign === '-' ? -magnitude : magnitude;
}

/** One of our values in the form that the Python program writes; doubles by their bits. */
function plain(value: unknown): unknown {
  if (value === null || typeof value === 'boolean' || typeof value === 'string') return value;
  if (typeof value === 'bigint' || Number.isInteger(value)) return { $int: String(value as bigint) };
  if (typeof value === 'number') return { $double: bits(value) };
  if (value instanceof Double) return { $double: bits(value.value) };
  if (value instanceof DateTime) return { $dateTime: value.iso };
  if (Buffer.isBuffer(value)) return { $base64: value.toString('hex') };
  if (Array.isArray(value)) return value.map(plain);
  return { $struct: Object.entries(value as object).map(([name, item]) => [name, plain(item)]) };
}

const withBits = (value: unknown): unknown =>
  JSON.parse(JSON.stringify(value), (key, item: unknown) =>
    key === '$double' ? bits(fromHex(item as string)) : item,
  ) as unknown;

/** XML has no carriage returns in text, and Python writes them without a reference. */
const newlines = (value: unknown): unknown =>
  JSON.parse(JSON.stringify(value).replaceAll('\\r\\n', '\\n').replaceAll('\\r', '\\n')) as unknown;

test("Python's xmlrpc.client reads what we write, and we read what it writes", ({ skip }) => {
  skip(!havePython, 'there is no python3');
  const calls = fc.sample(fc.array(wireValue, { maxLength: 6 }), 400);
  const run = spawnSync(
    'python3',
    [fileURLToPath(new URL('../../fixtures/python-codec.py', import.meta.url))],
    {
      input: JSON.stringify(calls.map((params) => encodeCall('some.method', params))),
      encoding: 'utf8',
      maxBuffer: 1 << 28,
    },
  );
  expect(run.stderr).toBe('');
  const answers = JSON.parse(run.stdout) as Answer[];
  expect(answers).toHaveLength(calls.length);
  for (const [index, answer] of answers.entries()) {
    const expected = plain(calls[index]);
    expect(answer.method).toBe('some.method');
    expect(withBits(answer.params)).toEqual(expected);
    expect(newlines(plain(decodeCall(answer.xml).params))).toEqual(newlines(expected));
  }
});
