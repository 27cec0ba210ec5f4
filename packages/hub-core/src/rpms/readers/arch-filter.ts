import { GenericError } from '@kojikit/protocol';
import { CallerMistake } from '../../rpc/caller-mistake.js';
import { oneText } from '../../rpc/database-values.js';
import { pythonType } from '../../rpc/python-names.js';
import type { Reader } from '../../rpc/reader.js';

/** One arch or some; one that is null equals nothing. */
export type ArchFilter = string | readonly (string | null)[];

/** Reads an {@link ArchFilter}. Throws GenericError `Invalid type for "arches" parameter: <type>`. */
export const archFilter: Reader<ArchFilter, string | string[]> = (value) => {
  if (typeof value === 'string') return value;
  if (!Array.isArray(value)) {
    throw new GenericError(`Invalid type for "arches" parameter: ${pythonType(value)}`);
  }
  if (value.length === 0) throw new CallerMistake('an empty list of arches');
  return value.map(oneText);
};
