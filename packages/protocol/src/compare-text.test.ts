import { expect, it } from 'vitest';
import { compareText } from './compare-text.js';

it('orders by code points, of which UTF-8 keeps the order', () => {
  const texts = [
    '',
    'a',
    'ab',
    'b',
    'B',
    'a\u0301',
    'é',
    '\uffee',
    '\u{10000}',
    '\u{1f600}',
    '\u{1f600}a',
    '\ud7ff',
    'a\uffee',
    'a\u{1f601}',
  ];
  for (const a of texts) {
    for (const b of texts) {
      expect(Math.sign(compareText(a, b))).toBe(Buffer.compare(Buffer.from(a), Buffer.from(b)));
    }
  }
});
