import { GenericError, USER_STATUS, type UserStatus } from '@kojikit/protocol';
import { expectPlain } from '../../rpc/convert.js';
import type { Reader } from '../../rpc/reader.js';
import { faultText } from '../../rpc/fault-text.js';

/** One of USER_STATUS. Throws GenericError `invalid status: <value>`. */
export const userStatus: Reader<UserStatus, number> = (value) => {
  const given = expectPlain(value);
  const status = Object.values(USER_STATUS).find((known) => known === given);
  if (status === undefined) throw new GenericError(faultText`invalid status: ${given}`);
  return status;
};
