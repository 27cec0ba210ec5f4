import { checkedStruct, checkedText, listOf } from '../../readers/index.js';
import type { Reader } from '../../rpc/reader.js';

/** Paths of logs below `work`, by the folder among the build's logs that they go to; the empty name is none. */
export type LogFiles = ReadonlyMap<string, readonly string[]>;

const paths = listOf(checkedText);

/** Reads {@link LogFiles}. Throws ParameterError for what is no struct of lists of texts. */
export const logFiles: Reader<LogFiles, Record<string, string[]>> = (value) =>
  new Map(Object.entries(checkedStruct(value)).map(([folder, files]) => [folder, paths(files)]));

/** No logs. */
export const NO_LOGS: LogFiles = new Map();
