import { GenericError } from '@kojikit/protocol';
import { parseStoredJson } from '../rpc/stored-json.js';
import { quoted } from '../rpc/fault-text.js';

/** A row with its further data, which is stored as text, read. Throws GenericError when it is no JSON. */
export function withExtra<R extends object>(row: R): R {
  const text = 'extra' in row ? row.extra : undefined;
  if (typeof text !== 'string') return row;
  try {
    return { ...row, extra: parseStoredJson(text) };
  } catch (cause) {
    throw new GenericError(`Invalid json data: ${quoted(text)}`, { cause });
  }
}
