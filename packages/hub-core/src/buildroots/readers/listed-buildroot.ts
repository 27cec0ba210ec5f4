import { Double, GenericError } from '@kojikit/protocol';
import { comparedInteger } from '../../readers/index.js';
import { CallerMistake } from '../../rpc/caller-mistake.js';
import { isWholeNumber, toInteger } from '../../rpc/convert.js';
import type { Reader } from '../../rpc/reader.js';

/** The buildroot whose listing is wanted. Koji's message about a missing one takes numbers only. */
export interface ListedBuildroot {
  readonly id: number;
  readonly isNumber: boolean;
}

/** Reads the id of a buildroot. Throws GenericError `buildroot not specified` for nil. */
export const listedBuildroot: Reader<ListedBuildroot, number> = (value) => {
  if (value === null || value === undefined) throw new GenericError('buildroot not specified');
  const id = comparedInteger(value);
  if (id === null) throw new CallerMistake('there is no such buildroot');
  return {
    id: toInteger(id),
    isNumber: isWholeNumber(value) || typeof value === 'number' || value instanceof Double,
  };
};
