import { startOf } from '../rpc/database-values.js';
import type { Reader } from '../rpc/reader.js';

/** How a name begins: a text, number or truth. Refuses anything else without a fault code of Koji's. */
export const prefix: Reader<string, string> = startOf;
