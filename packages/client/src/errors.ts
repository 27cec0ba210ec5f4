/** The codes of {@link ClientError}: stable, for programs that handle errors by what went wrong. */
export type ClientErrorCode =
  | 'HUB_UNREACHABLE'
  | 'HUB_TIMEOUT'
  | 'HUB_TLS'
  | 'HUB_HTTP_STATUS'
  | 'HUB_BAD_ANSWER'
  | 'NOT_A_HUB'
  | 'CLIENT_CLOSED';

/** A call that brought no answer of a hub, neither a result nor a fault. The class and its `code` say why. */
export abstract class ClientError extends Error {
  abstract readonly code: ClientErrorCode;
}

/** The hub was not reached, or the connection broke before its answer was complete. The message names the URL. */
export class HubConnectionError extends ClientError {
  override readonly name: string = 'HubConnectionError';
  readonly code: ClientErrorCode = 'HUB_UNREACHABLE';
  /** The code of the system or TLS layer, such as ECONNREFUSED or CERT_HAS_EXPIRED. */
  readonly systemCode: string | undefined;

  constructor(message: string, options: { systemCode?: string; cause?: unknown } = {}) {
    super(message, { cause: options.cause });
    this.systemCode = options.systemCode;
  }
}

/** No byte came from the hub for as long as the call's `timeout` allows. What was called may be done nevertheless. */
export class HubTimeoutError extends HubConnectionError {
  override readonly name = 'HubTimeoutError';
  override readonly code = 'HUB_TIMEOUT';
}

/** TLS failed: the hub's certificate is not trusted, has expired or is of another name, or the hub refuses ours. */
export class HubTlsError extends HubConnectionError {
  override readonly name = 'HubTlsError';
  override readonly code = 'HUB_TLS';
}

/** What to look at when somebody answers who is no hub. */
export const HUB_URL_HINT = 'is this the URL of a hub? Most end in /kojihub';

/** The server answered with an HTTP error instead of XML-RPC. */
export class HubHttpError extends ClientError {
  override readonly name: string = 'HubHttpError';
  readonly code: ClientErrorCode = 'HUB_HTTP_STATUS';

  constructor(
    message: string,
    readonly status: number,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}

/** Somebody answered who is no hub: with status 404 or 405, or with something else than XML-RPC (status 200). */
export class NotAHubError extends HubHttpError {
  override readonly name = 'NotAHubError';
  override readonly code = 'NOT_A_HUB';
}

/** A hub answered, but with something that cannot be read, or that is no answer to what was asked. */
export class HubAnswerError extends ClientError {
  override readonly name = 'HubAnswerError';
  readonly code = 'HUB_BAD_ANSWER';
}

/** The client was closed before or during the call. */
export class ClientClosedError extends ClientError {
  override readonly name = 'ClientClosedError';
  readonly code = 'CLIENT_CLOSED';

  constructor() {
    super('the client was closed');
  }
}

const DROPPED = new Set(['ECONNRESET', 'ECONNABORTED', 'EPIPE']);
const CERTIFICATE =
  /^(CERT_|ERR_TLS_CERT|UNABLE_TO_|SELF_SIGNED|DEPTH_ZERO|ERR_SSL_.*(CERTIFICATE|UNKNOWN_CA)|ERR_OSSL|EACCES)/;
const TLS =
  /^(CERT_|ERR_TLS_|UNABLE_TO_|SELF_SIGNED|DEPTH_ZERO|ERR_SSL_|ERR_OSSL|EPROTO$|HOSTNAME_MISMATCH$)/;
const TEMPORARY_STATUS = new Set([408, 429, 500, 502, 503, 504]);

/** Whether a code of the system says that TLS failed. */
export const isTlsCode = (systemCode: string | undefined): boolean => TLS.test(systemCode ?? '');

/** Whether a kept-alive connection went away under the request, so that sending it again at once makes sense. */
export const isDroppedConnection = (error: unknown): boolean =>
  error instanceof HubConnectionError && error.systemCode !== undefined && DROPPED.has(error.systemCode);

/**
 * Whether waiting and sending the same request again may help: the hub was not reached or is overloaded. Bad
 * certificates and requests that the server refuses do not get better by waiting.
 */
export function isTemporary(error: unknown): boolean {
  if (error instanceof HubHttpError) return TEMPORARY_STATUS.has(error.status);
  return error instanceof HubConnectionError && !CERTIFICATE.test(error.systemCode ?? '');
}
