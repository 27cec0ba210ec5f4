import type { Seconds } from '@kojikit/protocol';
import { columnTime } from '../rpc/database-values.js';
import type { Reader } from '../rpc/reader.js';

/** A point in time: seconds since 1970, or a date as text, which the database reads. */
export type Time = number | string;

/** Reads a {@link Time}. Refuses everything else without a fault code of Koji's. */
export const time: Reader<Time, Seconds | string> = columnTime;
