import { checkedStruct, integer } from '../../readers/index.js';
import type { Reader } from '../../rpc/reader.js';

/** The ids of the buildroots that RPMs were built in, by the paths of the RPMs below `work`. */
export type BuildrootMap = ReadonlyMap<string, number>;

/** Reads a {@link BuildrootMap}. Throws ParameterError `Invalid type for value …`. */
export const buildrootMap: Reader<BuildrootMap, Record<string, number>> = (value) =>
  new Map(Object.entries(checkedStruct(value)).map(([path, id]) => [path, integer(id)]));
