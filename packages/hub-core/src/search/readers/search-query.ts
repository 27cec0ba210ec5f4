import { GenericError, ParameterError } from '@kojikit/protocol';
import { CallerMistake } from '../../rpc/caller-mistake.js';
import { expectPlain, isTrue } from '../../rpc/convert.js';
import { pythonStr } from '../../rpc/python-names.js';
import type { Reader } from '../../rpc/reader.js';
import { searchTypes, type SearchType } from '../search-types.js';

/** Terms of a search. Throws GenericError `empty search terms`; refuses what is no text without a fault code of Koji's. */
export const searchTerms: Reader<string, string> = (value) => {
  if (!isTrue(value)) throw new GenericError('empty search terms');
  if (typeof value !== 'string') throw new CallerMistake('search terms must be text');
  return value;
};

/** What is searched for; `file` finds nothing any more. */
export const searchType: Reader<SearchType | 'file', string> = (value) => {
  if (value === 'file') return value;
  const name = pythonStr(expectPlain(value));
  const type = Object.hasOwn(searchTypes, name) ? searchTypes[name] : undefined;
  if (type === undefined) throw new GenericError(`No such search type: ${name}`);
  return type;
};

/** How terms are compared. The first two mind no case. */
export type MatchType = 'glob' | 'regexp' | 'exact';

/** Reads a {@link MatchType}. Anything else is an exact search. */
export const matchType: Reader<MatchType> = (value) =>
  value === 'glob' || value === 'regexp' ? value : 'exact';

/** Reads a {@link MatchType} where another word is a mistake. Throws ParameterError. */
export const givenMatch: Reader<MatchType> = (value) => {
  if (value === 'glob' || value === 'regexp' || value === 'exact') return value;
  throw new ParameterError(`Invalid match: ${pythonStr(expectPlain(value))}; use glob, regexp or exact`);
};
