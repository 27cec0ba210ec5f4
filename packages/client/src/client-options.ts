/** How to log in. */
export type Auth =
  | { readonly type: 'password'; readonly user: string; readonly password: string }
  | {
      readonly type: 'ssl';
      /** A PEM file that holds the certificate and its key. */
      readonly cert: string;
      /** A PEM file with the authorities of the hub's certificate; default is `serverCa` of the client. */
      readonly serverCa?: string;
      /** Act as this user, where the hub lets the certificate do so. */
      readonly proxyUser?: string;
    }
  | { readonly type: 'gssapi' };

/** Which hub is called, as whom, and how patiently. */
export interface ClientOptions {
  /** The hub, such as `https://koji.example.com/kojihub`. */
  readonly url: string;
  /** How `login` logs in; without it only anonymous calls are possible. */
  readonly auth?: Auth;
  /** How often a call is sent again when the hub is not reached. Default 30. The first time is at once. */
  readonly retries?: number;
  /** Seconds between two tries. Default 20. */
  readonly retryInterval?: number;
  /** Whether calls without a session are sent again as well. Default false. */
  readonly anonRetry?: boolean;
  /** Whether to wait while the hub says that it is offline. Default false. */
  readonly offlineRetry?: boolean;
  /** Seconds between two tries while the hub is offline. Default: `retryInterval`. */
  readonly offlineRetryInterval?: number;
  /** Seconds without a byte from the hub before a call fails. Default 12 hours. */
  readonly timeout?: number;
  /** The same for logging in. Default 60. */
  readonly authTimeout?: number;
  /** A PEM file with the authorities of the hub's certificate. Default: those of Node. */
  readonly serverCa?: string;
  /** Whether to check the hub's certificate; ignored when `serverCa` is given, as Koji does. Default true. */
  readonly verify?: boolean;
  /** Default `koji/1`. */
  readonly userAgent?: string;
  /** Sent with every request beside those of the protocol. Default: none. */
  readonly headers?: Readonly<Record<string, string>>;
  /** Bytes per upload request. Default 1 MiB. */
  readonly uploadBlockSize?: number;
  /** Told about retries and renewed sessions. */
  readonly log?: (message: string) => void;
}

export type Settings = Required<Omit<ClientOptions, 'auth' | 'serverCa'>> &
  Pick<ClientOptions, 'auth' | 'serverCa'>;

/** The options with Koji's defaults. Throws when the URL is none. */
export function withDefaults(options: ClientOptions): Settings {
  const url = URL.canParse(options.url) ? new URL(options.url) : undefined;
  if (url === undefined || (url.protocol !== 'http:' && url.protocol !== 'https:')) {
    throw new TypeError(
      `not the URL of a hub, which looks like https://koji.example.com/kojihub: ${JSON.stringify(options.url)}`,
    );
  }
  const retryInterval = options.retryInterval ?? 20;
  return {
    url: options.url.replace(/\/+$/, ''),
    auth: options.auth,
    retries: options.retries ?? 30,
    retryInterval,
    anonRetry: options.anonRetry ?? false,
    offlineRetry: options.offlineRetry ?? false,
    offlineRetryInterval: options.offlineRetryInterval ?? retryInterval,
    timeout: options.timeout ?? 12 * 60 * 60,
    authTimeout: options.authTimeout ?? 60,
    serverCa: options.serverCa,
    verify: options.verify ?? true,
    userAgent: options.userAgent ?? 'koji/1',
    headers: options.headers ?? {},
    uploadBlockSize: options.uploadBlockSize ?? 1024 * 1024,
    log: options.log ?? (() => undefined),
  };
}
