import { globToLike } from '../query/glob-to-like.js';
import type { Reader } from '../rpc/reader.js';

/** A shell pattern (`*`, `?`), as the pattern of SQL's LIKE that it stands for. */
export const pattern: Reader<string, string> = globToLike;
