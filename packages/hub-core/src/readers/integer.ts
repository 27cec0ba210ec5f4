import { castInteger as cast, castNumber as number, toInteger } from '../rpc/convert.js';
import type { Reader } from '../rpc/reader.js';

/** A whole number as Koji's `convert_value` reads it: fractions are cut, digits in text count. Throws ParameterError. */
export const integer: Reader<number, number | string> = toInteger;

/** {@link integer} that refuses without a fault code of Koji's, as its `int()` does. */
export const castInteger: Reader<number, number> = cast;

/** {@link castInteger} that takes no text, as where Koji puts a number into a text of its own. */
export const castNumber: Reader<number, number> = number;
