import { ParameterError, type Reference } from '@kojikit/protocol';
import { CallerMistake } from '../rpc/caller-mistake.js';
import { isStruct, isWholeNumber, toInteger, type WholeNumber } from '../rpc/convert.js';
import { pythonStr } from '../rpc/python-names.js';
import type { Reader } from '../rpc/reader.js';

/** What a caller names a thing by: its id, its name, or a struct with one of the two. */
export type NameOrId = Reference | WholeNumber;

/** Reads what something is named by. Throws ParameterError `Invalid name or id value: <value>` for anything else. */
export const nameOrId: Reader<NameOrId, Reference> = (value) => {
  wantedName(value);
  return value as NameOrId;
};

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
  if (typeof wanted === 'boolean')
    throw new CallerMistake(`an id must be a number, not ${pythonStr(wanted)}`);
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
  return new ParameterError(`Invalid name or id value: ${pythonStr(info)}`);
}
