import type { Float } from '@kojikit/protocol';
import { toFloat } from '../rpc/convert.js';
import type { Reader } from '../rpc/reader.js';

/** A number as Koji's `convert_value` reads it, digits in text count. Throws ParameterError. */
export const float: Reader<number, Float> = toFloat;
