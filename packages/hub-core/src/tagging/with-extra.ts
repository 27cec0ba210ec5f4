import { GenericError } from '@kojikit/protocol';
import { pythonRepr } from '../rpc/python-names.js';
import { parseStoredJson } from '../rpc/stored-json.js';

/** A row with its further data, which is stored as text, read. Throws GenericError when it is no JSON. */
export function withExtra<R extends object>(row: R): R {
  const text = (row as { extra?: unknown }).extra;
  if (typeof text !== 'string') return row;
  try {
    return { ...row, extra: parseStoredJson(text) };
  } catch (cause) {
    throw new GenericError(`Invalid json data: ${pythonRepr(text)}`, { cause });
  }
}
