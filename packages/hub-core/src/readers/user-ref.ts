import { GenericError, type UserReference } from '@kojikit/protocol';
import { CallerMistake } from '../rpc/caller-mistake.js';
import { isStruct, isTrue, isWholeNumber, type WholeNumber } from '../rpc/convert.js';
import { pythonType } from '../rpc/python-names.js';
import type { Reader } from '../rpc/reader.js';

/** What a caller names a user by: the id, the name or a Kerberos principal, or a struct with some of the three. */
export type UserRef = WholeNumber | string | UserParts;

/** What is known of a user; one that is null is not looked at. */
export interface UserParts {
  readonly id?: WholeNumber | null;
  readonly name?: string | null;
  readonly krb_principal?: string | null;
}

/** Reads what a user is named by. Throws GenericError `Invalid type for userInfo: <type>` and the like of a member. */
export const userRef: Reader<UserRef, UserReference> = (value) => {
  if (typeof value === 'string' || isWholeNumber(value)) return value;
  if (isStruct(value)) return userParts(value);
  refuseBoolean(value);
  throw new GenericError(`Invalid type for userInfo: ${pythonType(value)}`);
};

const MEMBERS = new Map<string, Reader<unknown>>([
  ['id', userId],
  ['name', text('username')],
  ['krb_principal', text('krb_principal')],
]);

/* Other members stay: texts of faults quote what was given. */
function userParts(given: Readonly<Record<string, unknown>>): UserParts {
  return Object.fromEntries(
    Object.entries(given).map(([name, value]) => {
      const read = MEMBERS.get(name);
      return [name, read === undefined ? value : read(value)];
    }),
  );
}

function userId(value: unknown): WholeNumber | null {
  if (value === null || value === undefined) return null;
  if (isWholeNumber(value)) return value;
  refuseBoolean(value);
  throw new GenericError(`Invalid type for userid: ${pythonType(value)}`);
}

function text(member: string): Reader<string | null> {
  return (value) => {
    if (typeof value === 'string') return value;
    if (isTrue(value)) throw new GenericError(`Invalid type for ${member}: ${pythonType(value)}`);
    return null;
  };
}

/* Koji hands a boolean on to its database, which refuses it: an error that is no fault. */
function refuseBoolean(value: unknown): void {
  if (typeof value === 'boolean') throw new CallerMistake('a user id must be an integer, not a boolean');
}
