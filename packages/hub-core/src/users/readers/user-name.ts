import { GenericError } from '@kojikit/protocol';
import { isTrue } from '../../rpc/convert.js';
import type { Reader } from '../../rpc/reader.js';
import { faultText } from '../../rpc/fault-text.js';

/** The name of a user. Throws GenericError `Name should be string`, and what breaks the rules does for other nothings. */
export const userName = checkedName('Name');

/** A Kerberos principal. Throws GenericError `Kerberos principal should be string`, and as {@link userName}. */
export const principalName = checkedName('Kerberos principal');

/* Koji looks at types only where there is something, and holds the rest against its rule for names. */
function checkedName(what: string): Reader<string | null, string | null> {
  return (value) => {
    if (value === null || value === undefined || typeof value === 'string') return value ?? null;
    if (isTrue(value)) throw new GenericError(`${what} should be string`);
    throw new GenericError(faultText`${what} ${value} does not match RegexUserName value`);
  };
}
