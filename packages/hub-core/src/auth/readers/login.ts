import { isStruct } from '../../rpc/convert.js';
import { pythonStr } from '../../rpc/python-names.js';
import { unlessEmpty } from '../../readers/index.js';
import type { Reader } from '../../rpc/reader.js';

/** A user's name or password; null, which nobody has, for what is no text. */
export const credential: Reader<string | null> = (value) => (typeof value === 'string' ? value : null);

export interface LoginOptions {
  /** The address that the session is bound to, as the client knows it. */
  readonly hostip?: string;
}

/** Options of `login`; what is no struct counts as none. */
export const loginOptions: Reader<LoginOptions> = (value) => {
  const hostip = isStruct(value) ? value['hostip'] : undefined;
  return typeof hostip === 'string' ? { hostip } : {};
};

/** The user whom a trusted proxy logs in; null when it logs in itself. */
export const proxyUser: Reader<string | null> = unlessEmpty(pythonStr);

/** How the proxy says that its user was authenticated: one of AUTH_TYPES, or a text of what was given instead. */
export const authType: Reader<number | string> = (value) =>
  typeof value === 'number' ? value : pythonStr(value);
