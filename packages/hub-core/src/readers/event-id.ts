import { GenericError } from '@kojikit/protocol';
import { isWholeNumber, type WholeNumber } from '../rpc/convert.js';
import type { Reader } from '../rpc/reader.js';
import { quoted } from '../rpc/fault-text.js';

/** The id of a history event. Throws GenericError `Invalid event: <value>` for anything but a whole number, as Koji does. */
export const eventId: Reader<WholeNumber, number> = (value) => {
  if (typeof value === 'boolean') return value ? 1 : 0;
  if (isWholeNumber(value)) return value;
  throw new GenericError(`Invalid event: ${quoted(value)}`);
};
