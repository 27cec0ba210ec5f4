import type { Reader } from '../rpc/reader.js';
import type { Members } from './struct.js';

/** How each member of a struct is read. */
export type MemberReaders<T> = { readonly [Key in keyof T]-?: Reader<T[Key], never> };

/** The members of a struct that there are readers for, as these read them; others are ignored. */
export function knownMembers<T extends object>(readers: MemberReaders<T>, given: Members): T {
  const known: [string, Reader<unknown, never>][] = Object.entries(readers);
  return Object.fromEntries(
    known.filter(([name]) => Object.hasOwn(given, name)).map(([name, read]) => [name, read(given[name])]),
  ) as T;
}
