/** The hub was not reached, or the connection broke before its answer was complete. The message names the URL. */
export class HubConnectionError extends Error {
  override readonly name = 'HubConnectionError';
  /** The code of the system or TLS layer, such as ECONNREFUSED or CERT_HAS_EXPIRED. */
  readonly code: string | undefined;

  constructor(message: string, options: { code?: string; cause?: unknown } = {}) {
    super(message, { cause: options.cause });
    this.code = options.code;
  }
}

/** What to look at when somebody answers who is no hub. */
export const HUB_URL_HINT = 'is this the URL of a hub? Most end in /kojihub';

/** The server answered with an HTTP error, or with something else (status 200), instead of XML-RPC. */
export class HubHttpError extends Error {
  override readonly name = 'HubHttpError';

  constructor(
    message: string,
    readonly status: number,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}

const DROPPED = new Set(['ECONNRESET', 'ECONNABORTED', 'EPIPE']);
const CERTIFICATE =
  /^(CERT_|ERR_TLS_CERT|UNABLE_TO_|SELF_SIGNED|DEPTH_ZERO|ERR_SSL_.*(CERTIFICATE|UNKNOWN_CA)|ERR_OSSL|EACCES)/;
const TEMPORARY_STATUS = new Set([408, 429, 500, 502, 503, 504]);

/** Whether a kept-alive connection went away under the request, so that sending it again at once makes sense. */
export const isDroppedConnection = (error: unknown): boolean =>
  error instanceof HubConnectionError && error.code !== undefined && DROPPED.has(error.code);

/**
 * Whether waiting and sending the same request again may help: the hub was not reached or is overloaded. Bad
 * certificates and requests that the server refuses do not get better by waiting.
 */
export function isTemporary(error: unknown): boolean {
  if (error instanceof HubHttpError) return TEMPORARY_STATUS.has(error.status);
  return error instanceof HubConnectionError && !CERTIFICATE.test(error.code ?? '');
}
