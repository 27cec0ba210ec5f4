import type { Double } from '@kojikit/protocol';
import { expectPlain, type WholeNumber } from '../rpc/convert.js';
import type { Reader } from '../rpc/reader.js';

/** What Koji can look up in a table of names, whether or not a name of the table can be it. */
export type Plain = string | WholeNumber | boolean | Double | null;

/** Reads what is looked up in a table of names. Refuses lists, structs and the like without a fault code of Koji's. */
export const plain: Reader<Plain, string | number> = (value) => expectPlain(value) as Plain;
