/* What the codes of TLS mean for the one who wrote the configuration. */
const UNTRUSTED = 'nobody whom this machine trusts has signed it: give the file of its CA as serverca';
const MEANINGS: Readonly<Record<string, string>> = {
  DEPTH_ZERO_SELF_SIGNED_CERT: UNTRUSTED,
  SELF_SIGNED_CERT_IN_CHAIN: UNTRUSTED,
  UNABLE_TO_GET_ISSUER_CERT: UNTRUSTED,
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: UNTRUSTED,
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: UNTRUSTED,
  ERR_SSL_WRONG_VERSION_NUMBER: 'no TLS is spoken there: does its URL begin with http://?',
};

/** Why a connection could not be made, in words that say what would help. */
export function reasonOf({ code = '', message = '' }: NodeJS.ErrnoException): string {
  // Node names the code of some TLS errors in the text alone.
  const key =
    code === 'EPROTO' && message.includes('wrong version number') ? 'ERR_SSL_WRONG_VERSION_NUMBER' : code;
  const reason = message.trim() === '' ? code : message.trim();
  const meaning = MEANINGS[key];
  if (meaning === undefined) return reason;
  return key === 'ERR_SSL_WRONG_VERSION_NUMBER' ? meaning : `${reason} (${meaning})`;
}
