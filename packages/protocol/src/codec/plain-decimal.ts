const ZERO = 0x30;
const NINE = 0x39;
const MINUS = 0x2d;
const DOT = 0x2e;

/** Digits before the dot: with ten, numbers are still closer to each other than a millionth only below {@link SPARSE}. */
const MOST_WHOLE = 10;
const MOST_PLACES = 6;
/** Numbers of ten digits from here on, by their first one, may have neighbours that are farther than a millionth. */
const SPARSE = 0x38;

/** What the text of a number is, so far as it can be sent as it is. */
export type PlainDecimal = 'whole' | 'fraction' | 'unusual';

/**
 * Whether these bytes are a decimal number as JavaScript would write the double that they stand for: up to six places that do not end
 * in a zero, and no more digits before them than leave one such text for each double. Everything else is `unusual`, also what may
 * well be written the same.
 */
export function plainDecimal(bytes: Uint8Array, from: number, to: number): PlainDecimal {
  const start = bytes[from] === MINUS ? from + 1 : from;
  let at = start;
  while (at < to && isDigit(bytes[at]!)) at += 1;
  const whole = at - start;
  if (whole === 0 || whole > MOST_WHOLE || (whole > 1 && bytes[start] === ZERO)) return 'unusual';
  if (whole === MOST_WHOLE && bytes[start]! >= SPARSE) return 'unusual';
  if (at === to) return 'whole';
  const places = to - at - 1;
  if (bytes[at] !== DOT || places === 0 || places > MOST_PLACES || bytes[to - 1] === ZERO) return 'unusual';
  for (at += 1; at < to; at += 1) if (!isDigit(bytes[at]!)) return 'unusual';
  return 'fraction';
}

function isDigit(byte: number): boolean {
  return byte >= ZERO && byte <= NINE;
}
