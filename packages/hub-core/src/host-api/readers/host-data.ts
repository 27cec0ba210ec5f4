import { ParameterError, type HostData } from '@kojikit/protocol';
import type { Members } from '../../readers/index.js';
import { isStruct } from '../../rpc/convert.js';
import { parseStoredJson } from '../../rpc/stored-json.js';
import type { Reader } from '../../rpc/reader.js';

/** What a host tells the scheduler of itself. Throws ParameterError `Host data should be a dictionary`. */
export const hostData: Reader<Members, HostData> = (value) => {
  if (!isStruct(value)) throw new ParameterError('Host data should be a dictionary');
  return value;
};

/** {@link hostData}, which may be JSON text. */
export const hostDataOrJson: Reader<Members, HostData | string> = (value) =>
  hostData(typeof value === 'string' ? parseStoredJson(value) : value);
