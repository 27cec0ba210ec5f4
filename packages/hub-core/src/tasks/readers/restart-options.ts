import { ParameterError, type RestartOptions } from '@kojikit/protocol';
import type { Members } from '../../readers/index.js';
import { isStruct } from '../../rpc/convert.js';
import { pythonType } from '../../rpc/python-names.js';
import type { Reader } from '../../rpc/reader.js';

/** How a host is to be restarted. Throws ParameterError `Invalid type of options: <type>`. */
export const restartOptions: Reader<Members, RestartOptions> = (value) => {
  if (!isStruct(value)) throw new ParameterError(`Invalid type of options: ${pythonType(value)}`);
  return value;
};
