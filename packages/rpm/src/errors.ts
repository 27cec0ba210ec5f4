/**
 * A name, release or list that does not have the form Koji asks for. The message is Koji's own.
 * Carries Koji's fault `GenericError` so that a hub can pass it on as it is.
 */
export class RpmValueError extends Error {
  readonly code = 1000;
  readonly faultName = 'GenericError';
  override readonly name = 'RpmValueError';
}

/** A file or block of bytes that is not a sound RPM: truncated, corrupt or beyond the limits. */
export class RpmFormatError extends Error {
  readonly code = 1000;
  readonly faultName = 'GenericError';
  override readonly name = 'RpmFormatError';
}
