import type { KeywordArguments } from '@kojikit/protocol';
import { struct, truth, type Members } from '../../readers/index.js';
import { position } from '../../query/readers/query-options.js';
import { CallerMistake } from '../../rpc/caller-mistake.js';
import { expectPlain, isTrue } from '../../rpc/convert.js';
import { pythonStr } from '../../rpc/python-names.js';
import type { Reader } from '../../rpc/reader.js';
import { faultText } from '../../rpc/fault-text.js';

/**
 * The name of a method. Koji finds one by whatever was given; what cannot be a key of a table is refused without a fault
 * code.
 */
export const methodName: Reader<string, string> = (value) => pythonStr(expectPlain(value));

/** How a list is ordered and cut. */
export interface FilterOptions {
  /** A member to order by, with `-` in front for descending; null: as it comes. */
  readonly order: string | null;
  readonly noneGreatest: boolean;
  /** Counted from the end when negative. */
  readonly offset: number | undefined;
  readonly limit: number | undefined;
}

/** Named arguments of another method, and how the list that it returns is filtered. */
export interface FilteredCall {
  readonly named: Members;
  /** Reads the options, which do not count when the method returns nil. */
  readonly filter: () => FilterOptions;
}

/** Reads named arguments, of which `filterOpts` is the filter. */
export const filteredCall: Reader<FilteredCall, KeywordArguments> = (value) => {
  const { filterOpts = {}, ...named } = struct(value);
  return { named, filter: () => filterOptions(filterOpts) };
};

const filterOptions: Reader<FilterOptions> = (value) => {
  const given = struct(value);
  return {
    order: orderOf(given['order']),
    noneGreatest: 'noneGreatest' in given ? truth(given['noneGreatest']) : true,
    offset: place('offset', given['offset']),
    limit: place('limit', given['limit']),
  };
};

function orderOf(value: unknown): string | null {
  if (!isTrue(value)) return null;
  if (typeof value !== 'string') throw new CallerMistake(faultText`the order must be text, not ${value}`);
  return value;
}

function place(name: string, value: unknown): number | undefined {
  return value === null || value === undefined ? undefined : position(name, value);
}
