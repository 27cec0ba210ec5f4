import { integer } from '../../readers/index.js';
import { CallerMistake } from '../../rpc/caller-mistake.js';
import { isStruct } from '../../rpc/convert.js';
import type { Reader } from '../../rpc/reader.js';

/** Reads the ids out of a list of archives. Refuses everything else without a fault code of Koji's. */
export const archiveIds: Reader<number[], { readonly id: number }[]> = (value) => {
  if (!Array.isArray(value)) throw new CallerMistake('a list of archives is needed');
  return value.map((entry: unknown) => {
    if (!isStruct(entry) || !('id' in entry))
      throw new CallerMistake('an archive must be a struct with its id');
    return integer(entry['id']);
  });
};
