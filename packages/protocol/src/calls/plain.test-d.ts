import { expectTypeOf, test } from 'vitest';
import type { DateTime } from '../codec/date-time.js';
import type { Double } from '../codec/double.js';
import { plain, type Plain, type ResultOf } from './index.js';

test('numbers that go over the wire as doubles are numbers, however deep', () => {
  expectTypeOf<Plain<Double>>().toEqualTypeOf<number>();
  expectTypeOf<Plain<{ load: number | Double; name: string }[]>>().toEqualTypeOf<
    { load: number; name: string }[]
  >();
  expectTypeOf<Plain<ResultOf<'listHosts'>>[number]['update_ts']>().toEqualTypeOf<number | null>();
  expectTypeOf<Plain<[Double, string]>>().toEqualTypeOf<[number, string]>();
});

test('everything else stays what it is', () => {
  expectTypeOf<Plain<DateTime>>().toEqualTypeOf<DateTime>();
  expectTypeOf<Plain<Uint8Array>>().toEqualTypeOf<Uint8Array>();
  expectTypeOf<Plain<unknown>>().toBeUnknown();
  expectTypeOf(plain({ id: 1 })).toEqualTypeOf<{ id: number }>();
});
