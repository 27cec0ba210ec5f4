import fc from 'fast-check';
import { DateTime, Double } from '../src/index.js';

/** Texts that XML can carry. */
export const wireText = fc
  .string({ unit: 'binary' })
  // eslint-disable-next-line no-control-regex -- these are what XML forbids
  .filter((text) => !/[\0-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]/.test(text));

const integral = fc.double({ noNaN: true, noDefaultInfinity: true }).filter(Number.isInteger);
const fraction = fc
  .double({ noNaN: true, noDefaultInfinity: true })
  .filter((value) => !Number.isInteger(value));
const large = fc
  .bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n })
  .filter((value) => !Number.isSafeInteger(Number(value)));

/** Everything that XML-RPC carries, as decoding answers it. */
export const wireValue: fc.Arbitrary<unknown> = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    wireText,
    fc.maxSafeInteger().map((value) => (value === 0 ? 0 : value)),
    fc.integer(),
    fc.boolean(),
    fc.constant(null),
    fraction,
    integral.map((value) => new Double(value)),
    large,
    fc.constantFrom(Number.NaN, Infinity, -Infinity),
    fc.uint8Array().map((bytes) => Buffer.from(bytes)),
    fc.constant(new DateTime('20200102T03:04:05')),
    fc.array(tie('value')),
    fc.dictionary(wireText, tie('value')).map((struct) => ({ ...struct })),
  ),
})).value;
