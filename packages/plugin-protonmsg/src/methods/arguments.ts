import { Double, GenericError, ParameterError, type Seconds } from '@kojikit/protocol';
import { faultText, read, type Reader } from '@kojikit/hub-core/plugin';
import type { ProtonMessageState } from '../api.js';

/** The most messages that one call returns. */
const MOST = 1000;

const STATES: readonly ProtonMessageState[] = ['queued', 'dead', 'sent', 'expired', 'dropped'];

/** A state that messages can be asked for. Throws ParameterError that names all of them. */
export const messageState: Reader<ProtonMessageState, ProtonMessageState> = (value) => {
  const state = STATES.find((known) => known === value);
  if (state !== undefined) return state;
  throw new ParameterError(faultText`state must be one of ${STATES.join(', ')}, not ${value}`);
};

/** Ids of messages, as text. Throws ParameterError for anything else. */
export const messageIds: Reader<string[], string[]> = read.listOf(read.checkedText);

/** How many messages to return. Throws ParameterError for less than one and for too many. */
export const limit: Reader<number, number> = (value) => {
  const number = read.integer(value);
  if (number < 1 || number > MOST) throw new ParameterError(`limit must be from 1 to ${MOST}, not ${number}`);
  return number;
};

/** A time: seconds since 1970, or a date as text. Throws ParameterError for anything else. */
export const sinceTime: Reader<number | string, Seconds | string> = (value) => {
  const time = value instanceof Double ? value.value : value;
  if (typeof time === 'number' || typeof time === 'string') return time;
  throw new ParameterError('since_time must be seconds since 1970 or a date as text');
};

/** Throws when some of the ids were not found. */
export function refuseUnknown(wanted: readonly string[], found: readonly string[], where: string): void {
  const missing = wanted.filter((id) => !found.includes(id));
  if (missing.length > 0) throw new GenericError(`no message ${where} with id ${missing.join(', ')}`);
}
