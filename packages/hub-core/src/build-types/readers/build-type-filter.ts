import { comparedInteger, comparedText } from '../../readers/index.js';
import { CallerMistake } from '../../rpc/caller-mistake.js';
import { isStruct } from '../../rpc/convert.js';
import type { Reader } from '../../rpc/reader.js';

/** Which build types to list. Undefined does not count, null equals nothing. */
export interface BuildTypeFilter {
  readonly name?: string | null;
  readonly id?: number | null;
}

/** Reads a struct with `name`, `id` or none. Koji only looks for the names of members, which a list may be asked for too. */
export const buildTypeFilter: Reader<BuildTypeFilter, { name?: string; id?: number }> = (value) => {
  if (Array.isArray(value)) return {};
  if (!isStruct(value)) throw new CallerMistake('a struct is needed');
  return {
    name: 'name' in value ? comparedText(value['name']) : undefined,
    id: 'id' in value ? comparedInteger(value['id']) : undefined,
  };
};
