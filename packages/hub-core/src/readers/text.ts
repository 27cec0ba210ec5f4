import { CallerMistake } from '../rpc/caller-mistake.js';
import { expectText, toText } from '../rpc/convert.js';
import type { Reader } from '../rpc/reader.js';
import { quoted } from '../rpc/fault-text.js';

/** Text. Refuses everything else without a fault code of Koji's. */
export const text: Reader<string, string> = (value) => {
  if (typeof value !== 'string') throw new CallerMistake(`text is needed, not ${quoted(value)}`);
  return value;
};

/** Text. Throws ParameterError `Invalid type for value '<value>': <type>, expected type <class 'str'>` for all else. */
export const checkedText: Reader<string, string> = expectText;

/** Text, or what another value looks like as text. Throws ParameterError `Invalid type, expected type …` for nil. */
export const convertedText: Reader<string, string> = toText;
