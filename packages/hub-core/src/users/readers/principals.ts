import { GenericError } from '@kojikit/protocol';
import { expectArray, expectStruct, isTrue } from '../../rpc/convert.js';
import { pythonStr } from '../../rpc/python-names.js';
import type { Reader } from '../../rpc/reader.js';
import { unlessEmpty } from '../../readers/index.js';
import { principalName } from './user-name.js';

/** A user's Kerberos principal that another replaces; null for none: one is added or taken away only. */
export interface PrincipalMapping {
  readonly old: string | null;
  readonly new: string | null;
}

const heldPrincipal: Reader<string, string> = pythonStr;

/** A principal that a user gets. Throws GenericError `No kerberos principal provided`. */
export const newPrincipal: Reader<string, string> = (value) => {
  const principal = principalName(value);
  if (principal === null) throw new GenericError('No kerberos principal provided');
  return principal;
};

/** A principal that a user loses. Throws GenericError `krb_principal must be specified`. */
export const oldPrincipal: Reader<string, string> = (value) => {
  if (!isTrue(value)) throw new GenericError('krb_principal must be specified');
  return heldPrincipal(value);
};

/** Principals to replace, add and take away. Throws ParameterError for what is no list of structs. */
export const principalMappings: Reader<PrincipalMapping[], { old: string | null; new: string | null }[]> = (
  value,
) => expectArray(value).map(principalMapping);

function principalMapping(value: unknown): PrincipalMapping {
  const given = expectStruct(value);
  return {
    old: unlessEmpty(heldPrincipal)(given['old']),
    new: unlessEmpty(principalName)(given['new']),
  };
}
