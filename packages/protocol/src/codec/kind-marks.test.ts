import { expect, it } from 'vitest';
import { DateTime } from './date-time.js';
import { Double } from './double.js';
import { encodeResponse } from './encode.js';

const COPY = '?another-copy';

it('knows doubles and dates that another copy of the package has made, and sends them as what they are', async () => {
  const doubles: { Double: typeof Double } = await import(/* @vite-ignore */ `./double.js${COPY}`);
  const dates: { DateTime: typeof DateTime } = await import(/* @vite-ignore */ `./date-time.js${COPY}`);
  const [number, date] = [new doubles.Double(1), new dates.DateTime('20200102T03:04:05')];
  expect(doubles.Double).not.toBe(Double);
  expect(number instanceof Double).toBe(true);
  expect(date instanceof DateTime).toBe(true);
  expect(number instanceof DateTime).toBe(false);
  expect(encodeResponse([number, date])).toContain('<double>1.0</double>');
});

it('takes nothing else for one of them', () => {
  for (const value of [1, null, undefined, {}, { value: 1 }, 'x'])
    expect(value instanceof Double).toBe(false);
});
