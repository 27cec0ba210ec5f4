import { GenericError, ParameterError, type QueryOptions as Asked } from '@kojikit/protocol';
import { queryOptions, type QueryOptions } from '../../query/readers/query-options.js';
import { struct, truth } from '../../readers/index.js';
import type { Reader } from '../../rpc/reader.js';

/** Types of users, one or several; null for all. Throws ParameterError for anything else. */
export const userTypes: Reader<number[] | null, number | number[] | null> = (value) => {
  if (value === null || value === undefined) return null;
  if (typeof value === 'number' && Number.isInteger(value)) return [value];
  if (!Array.isArray(value)) throw new ParameterError('userType must be integer, list, tuple or None');
  return value.filter((type) => typeof type === 'number');
};

/** Options of a listing of users. Throws GenericError for a group, which this listing does not have. */
export const userListOptions: Reader<QueryOptions, Asked> = (value) => {
  const options = queryOptions(struct(value));
  if (truth(struct(value)['group'])) {
    throw new GenericError('queryOpts.group is not available for this API');
  }
  return options;
};
