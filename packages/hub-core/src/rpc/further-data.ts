import { GenericError } from '@kojikit/protocol';
import { quoted } from './fault-text.js';
import { parseStoredJson } from './stored-json.js';

/** The further data of an RPM or archive, which is stored as text. Throws GenericError when it is no JSON. */
export function readFurtherData(text: string): unknown {
  try {
    return parseStoredJson(text);
  } catch (cause) {
    throw new GenericError(`Invalid json data: ${quoted(text)}`, { cause });
  }
}

/** Readers of rows that have further data in the column `extra`. */
export const furtherData = { extra: readFurtherData };
