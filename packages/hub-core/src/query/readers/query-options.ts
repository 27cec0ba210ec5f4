import { Double, type QueryOptions as Asked } from '@kojikit/protocol';
import { CallerMistake } from '../../rpc/caller-mistake.js';
import { isStruct, isTrue, isWholeNumber, type WholeNumber } from '../../rpc/convert.js';
import type { Reader } from '../../rpc/reader.js';
import { faultText, quoted } from '../../rpc/fault-text.js';

/** What a caller may ask of a listing: Koji's `queryOpts`. Unknown members are ignored, as Koji does. */
export interface QueryOptions {
  /** Return the number of rows instead of the rows. */
  readonly countOnly?: boolean;
  /** Column aliases separated by commas, `-` in front for descending. */
  readonly order?: string;
  readonly offset?: WholeNumber;
  readonly limit?: WholeNumber;
  /** Return arrays of values in the order of the columns' names instead of structs. */
  readonly asList?: boolean;
  /** Aliases to group by, where the listing allows it. */
  readonly group?: string;
}

type Struct = Readonly<Record<string, unknown>>;

/** Options of a listing that the database orders and cuts. What counts as nothing is no options. */
export const queryOptions: Reader<QueryOptions, Asked | null> = (value) => {
  if (!isTrue(value)) return {};
  const asked = struct(value);
  const countOnly = isTrue(asked['countOnly']);
  return {
    countOnly,
    // Who counts rows may name any order.
    order: countOnly || !isTrue(asked['order']) ? undefined : text('order', asked['order']),
    offset: wholeNumber('offset', asked['offset']),
    limit: wholeNumber('limit', asked['limit']),
    asList: isTrue(asked['asList']),
  };
};

/** Whether a listing is asked for all of its rows, as it is. */
export function asksNothing(options: QueryOptions | null): boolean {
  return Object.values(options ?? {}).every((value) => value === undefined || value === false);
}

/** Options of a listing whose rows do not come out of one query: offset and limit count from the end when negative. */
export const rowOptions: Reader<QueryOptions, Asked | null> = (value) => {
  if (value === null || value === undefined) return {};
  const asked = struct(value);
  return {
    countOnly: isTrue(asked['countOnly']),
    order: isTrue(asked['order']) ? text('order', asked['order']) : undefined,
    offset: isTrue(asked['offset']) ? position('offset', asked['offset']) : undefined,
    limit: isTrue(asked['limit']) ? position('limit', asked['limit']) : undefined,
    asList: isTrue(asked['asList']),
  };
};

function struct(value: unknown): Struct {
  if (!isStruct(value)) throw new CallerMistake('query options must be a struct');
  return value;
}

function text(name: string, value: unknown): string {
  if (typeof value !== 'string') throw new CallerMistake(`the ${name} must be text`);
  return value;
}

/** A place in a list as Koji's language takes one: whole numbers, negative ones from the end, and booleans. */
export function position(name: string, value: unknown): number {
  if (isWholeNumber(value) || typeof value === 'boolean') return Number(value);
  throw new CallerMistake(faultText`the ${name} must be a whole number, not ${value}`);
}

const LARGEST = 2n ** 63n - 1n;

/**
 * A number of rows that a caller gave, or undefined for nil, zero and the like. Fractions are cut, as Koji does.
 * Throws TypeError for what is no number and for what the database would refuse.
 */
export function wholeNumber(name: string, value: unknown): WholeNumber | undefined {
  if (!isTrue(value)) return undefined;
  const number = value instanceof Double ? value.value : value === true ? 1 : value;
  if (typeof number === 'bigint' && number >= 0n && number <= LARGEST) return number;
  if (typeof number === 'number' && number > -1 && number < Number.MAX_SAFE_INTEGER)
    return Math.trunc(number);
  throw new CallerMistake(`Invalid ${name}: ${quoted(value)}, expected a whole number`);
}
