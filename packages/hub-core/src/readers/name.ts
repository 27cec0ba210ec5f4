import { GenericError } from '@kojikit/protocol';
import type { Reader } from '../rpc/reader.js';

/** A name that Koji checks before it is stored. Throws GenericError `Name should be string`. */
export const name: Reader<string, string> = (value) => {
  if (typeof value !== 'string') throw new GenericError('Name should be string');
  return value;
};
