import { GenericError } from '@kojikit/protocol';
import { parseStoredJson } from '../rpc/stored-json.js';

/** Reads the stored text of an extra setting. Throws Koji's GenericError when it is no JSON. */
export function parseExtra(key: string, text: string): unknown {
  try {
    return parseStoredJson(text);
  } catch (cause) {
    throw new GenericError(`No such tag extra data: ${key} : ${text}`, { cause });
  }
}
