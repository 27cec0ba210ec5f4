import { ParameterError, type Reference } from '@kojikit/protocol';
import { CallerMistake } from '../rpc/caller-mistake.js';
import { isStruct, isWholeNumber, toInteger, type WholeNumber } from '../rpc/convert.js';
import type { Reader } from '../rpc/reader.js';
import { faultText } from '../rpc/fault-text.js';

/** What a caller names a thing by: its id, its name, or a struct with one of the two. */
export type NameOrId = Reference | WholeNumber;

/** Reads what something is named by. Throws ParameterError `Invalid name or id value: <value>` for anything else. */
export const nameOrId: Reader<NameOrId, Reference> = (value) => {
  assertNames(value);
  return value;
};

function assertNames(value: unknown): asserts value is NameOrId {
  wantedName(value);
}

/** The name (text) or id (number) behind what a caller gave. Throws as {@link nameOrId}. */
export function wantedName(info: unknown): string | WholeNumber {
  let wanted = info;
  if (isStruct(info)) {
    if ('id' in info) wanted = idOf(info);
    else if ('name' in info) wanted = info['name'];
  }
  if (typeof wanted === 'string') return wanted;
  if (isWholeNumber(wanted)) return wanted;
  // Koji hands a boolean to the database, which refuses to compare it with a number: an error without a fault code.
  if (typeof wanted === 'boolean') throw new CallerMistake(faultText`an id must be a number, not ${wanted}`);
  throw refusal(info);
}

function idOf(info: Record<string, unknown>): number {
  try {
    return toInteger(info['id']);
  } catch {
    throw refusal(info);
  }
}

function refusal(info: unknown): ParameterError {
  return new ParameterError(faultText`Invalid name or id value: ${info}`);
}
