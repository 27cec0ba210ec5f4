import { LoggedError } from '../errors.js';

/** Key and value of `key=value`; the value may hold further equals signs. Throws LoggedError. */
export function splitPair(pair: string): [key: string, value: string] {
  const equals = pair.indexOf('=');
  if (equals < 0) throw new LoggedError('ValueError', `not of the form key=value: ${pair}`);
  return [pair.slice(0, equals), pair.slice(equals + 1)];
}
