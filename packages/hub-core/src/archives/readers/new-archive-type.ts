import { GenericError } from '@kojikit/protocol';
import { checkedText } from '../../readers/index.js';
import type { Reader } from '../../rpc/reader.js';

/** How to look into a file. */
export type Compression = 'zip' | 'tar';

/** Reads a {@link Compression}. Throws ParameterError, and GenericError `Unsupported compression type <text>`. */
export const compression: Reader<Compression, string> = (value) => {
  const text = checkedText(value);
  if (text !== 'zip' && text !== 'tar') throw new GenericError(`Unsupported compression type ${text}`);
  return text;
};
