import type { WireValue } from '@kojikit/protocol';
import type { Reader } from '../rpc/reader.js';

/** A value that goes into a task's request as it is: what it must be is for the builder that takes the task to say. */
export const requestValue: Reader<WireValue> = (value) => value as WireValue;
