import { GenericError } from '@kojikit/protocol';
import { oneText } from '../../rpc/database-values.js';
import { pythonType } from '../../rpc/python-names.js';
import type { Reader } from '../../rpc/reader.js';

/** One arch or some; one that is null equals nothing. */
export type WantedArch = string | readonly (string | null)[];

/** Reads a {@link WantedArch}. Throws GenericError `Invalid type for arch option: <type>`. */
export const wantedArch: Reader<WantedArch, string | string[]> = (value) => {
  if (typeof value === 'string') return value;
  if (!Array.isArray(value)) throw new GenericError(`Invalid type for arch option: ${pythonType(value)}`);
  return value.map(oneText);
};
