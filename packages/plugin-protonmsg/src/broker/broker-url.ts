/** Where a broker listens and how to introduce oneself. */
export interface BrokerUrl {
  readonly host: string;
  readonly port: number;
  readonly tls: boolean;
  readonly user?: string;
  readonly password?: string;
  /** Host and port, for logs and metrics: never the password. */
  readonly name: string;
}

/**
 * Reads `amqp://[user:password@]host[:port]` or `amqps://…`; without a port 5672 and 5671. Throws Error that says what
 * a broker's URL looks like, without a password that may be in it.
 */
export function readUrl(text: string): BrokerUrl {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url === undefined || !/^amqps?:$/.test(url.protocol) || url.hostname === '') {
    const shown = text.replace(/\/\/[^/]*@/, '//***@');
    throw new Error(
      `"${shown}" is no URL of a broker: amqp://broker.example.com:5672 or amqps://broker.example.com:5671`,
    );
  }
  const tls = url.protocol === 'amqps:';
  const host = url.hostname.replace(/^\[(.*)\]$/, '$1');
  const port = url.port === '' ? (tls ? 5671 : 5672) : Number(url.port);
  return {
    host,
    port,
    tls,
    name: `${url.hostname}:${port}`,
    ...(url.username !== '' && {
      user: decodeURIComponent(url.username),
      password: decodeURIComponent(url.password),
    }),
  };
}
