import { CallerMistake } from '../../rpc/caller-mistake.js';
import { expectText } from '../../rpc/convert.js';
import { pythonTypeName } from '../../rpc/python-names.js';
import type { Reader } from '../../rpc/reader.js';
import { faultText } from '../../rpc/fault-text.js';
import { pythonStr } from '../../rpc/python-names.js';

/** The id of a key, in lower case. Koji asks the value to be lower-cased, which only a text can. */
export const signingKey: Reader<string, string> = (value) => {
  if (typeof value !== 'string') throw new CallerMistake(`a key is a text, not ${pythonTypeName(value)}`);
  return value.toLowerCase();
};

/** {@link signingKey} that throws ParameterError. */
export const writtenKey: Reader<string, string> = (value) => expectText(value).toLowerCase();

/** A signature header: binary, or base64 text. Throws ParameterError for anything else. */
export const signatureHeader: Reader<Buffer, Uint8Array | string> = (value) =>
  value instanceof Uint8Array ? Buffer.from(value) : Buffer.from(expectText(value), 'base64');

/** Names of rpm's header fields. */
export const headerNames: Reader<string[], string[]> = (value) => {
  if (!Array.isArray(value)) throw new CallerMistake(faultText`a list of names is needed, not ${value}`);
  return value.map(pythonStr);
};
