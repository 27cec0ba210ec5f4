import type { QueryOptions as AskedOptions, TaskFilter as AskedFilter } from '@kojikit/protocol';
import { queryOptions, type QueryOptions } from '../../query/readers/query-options.js';
import { CallerMistake } from '../../rpc/caller-mistake.js';
import { isStruct } from '../../rpc/convert.js';
import { oneInteger, oneText } from '../../rpc/database-values.js';
import { pythonTypeName } from '../../rpc/python-names.js';
import type { Reader } from '../../rpc/reader.js';
import {
  comparedInteger,
  comparedText,
  knownMembers,
  nilOr,
  struct,
  time,
  truth,
  type Time,
} from '../../readers/index.js';

/** An id, several of them, or null for none. */
export type WantedIds = number | null | readonly (number | null)[];
type Moment = Time | null;

/** Which tasks are listed; what is left out does not matter. */
export interface TaskFilter {
  readonly arch?: readonly (string | null)[];
  readonly not_arch?: readonly (string | null)[];
  readonly state?: readonly (number | null)[];
  readonly not_state?: readonly (number | null)[];
  readonly owner?: WantedIds;
  readonly not_owner?: WantedIds;
  readonly host_id?: WantedIds;
  readonly not_host_id?: WantedIds;
  readonly channel_id?: WantedIds;
  readonly not_channel_id?: WantedIds;
  readonly parent?: WantedIds;
  readonly not_parent?: WantedIds;
  readonly method?: string | null;
  readonly createdBefore?: Moment;
  readonly createdAfter?: Moment;
  readonly startedBefore?: Moment;
  readonly startedAfter?: Moment;
  readonly completeBefore?: Moment;
  readonly completeAfter?: Moment;
  readonly completedBefore?: Moment;
  readonly completedAfter?: Moment;
  /** Return requests and results as values instead of documents. */
  readonly decode?: boolean;
}

function among<T>(read: (value: unknown) => T): Reader<T[]> {
  return (value) => {
    if (!Array.isArray(value)) throw new CallerMistake(`a list is needed, not ${pythonTypeName(value)}`);
    return value.map(read);
  };
}

const ids: Reader<WantedIds> = (value) =>
  Array.isArray(value) ? value.map(oneInteger) : comparedInteger(value);
const moment = nilOr(time);

const READERS = {
  arch: among(oneText),
  not_arch: among(oneText),
  state: among(oneInteger),
  not_state: among(oneInteger),
  owner: ids,
  not_owner: ids,
  host_id: ids,
  not_host_id: ids,
  channel_id: ids,
  not_channel_id: ids,
  parent: ids,
  not_parent: ids,
  method: comparedText,
  createdBefore: moment,
  createdAfter: moment,
  startedBefore: moment,
  startedAfter: moment,
  completeBefore: moment,
  completeAfter: moment,
  completedBefore: moment,
  completedAfter: moment,
  decode: truth,
};

/** Reads what tasks are listed by; members that are no filter are ignored. What counts as nothing is no filter. */
export const taskFilter: Reader<TaskFilter, AskedFilter> = (value) =>
  truth(value) ? knownMembers<TaskFilter>(READERS, struct(value)) : {};

/** Options of a listing of tasks, whose rows cannot be locked. */
export const taskListOptions: Reader<QueryOptions, AskedOptions> = (value) => {
  if (isStruct(value) && truth(value['rowlock'])) {
    throw new CallerMistake('the rows of this listing cannot be locked');
  }
  return queryOptions(value);
};
