import { GenericError, type WireValue } from '@kojikit/protocol';
import { wireValue } from '../../readers/index.js';
import { parseStoredJson } from '../../rpc/stored-json.js';

/** Lists and structs inside each other, as in a call. */
const DEEPEST = 200;

/**
 * Reads JSON text. Throws GenericError `Invalid json data: <shown>`, and for what is nested too deep.
 * @param shown how refusals call the text.
 */
export function metadataText(text: string, shown: string): WireValue {
  const value = wireValue(parse(text, shown));
  let level: WireValue[] = [value];
  for (let depth = 0; level.length > 0; depth += 1) {
    if (depth > DEEPEST) throw new GenericError(`the metadata is nested deeper than ${DEEPEST} levels`);
    level = level.flatMap((one) => (typeof one === 'object' && one !== null ? Object.values(one) : []));
  }
  return value;
}

function parse(text: string, shown: string): unknown {
  try {
    return parseStoredJson(text);
  } catch (cause) {
    throw new GenericError(`Invalid json data: ${shown}`, { cause });
  }
}
