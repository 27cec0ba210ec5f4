import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { SMTPServer, type SMTPServerOptions } from 'smtp-server';

/** A mail as a server got it. */
export interface Received {
  /** The recipients that were told to the server, whatever the mail's own header says. */
  readonly to: readonly string[];
  /** Header and body as they came. */
  readonly text: string;
  /** Whether it came over TLS. */
  readonly secure: boolean;
  /** Who had logged in. */
  readonly user: string | undefined;
}

/** What a mail server is like. */
export interface MailServerOptions extends Pick<SMTPServerOptions, 'onRcptTo' | 'onAuth'> {
  /** The server's key and certificate in PEM; with them it offers STARTTLS. Default: no TLS. */
  readonly tls?: { readonly key: string; readonly cert: string };
}

/** A mail server of this machine that keeps what it gets. */
export class MailServer {
  readonly received: Received[] = [];

  private constructor(private readonly server: SMTPServer) {}

  /** Starts a server on a free port. */
  static async start({ tls, ...options }: MailServerOptions = {}): Promise<MailServer> {
    const server = new SMTPServer({
      disabledCommands: tls ? [] : ['STARTTLS'],
      ...tls,
      authOptional: true,
      allowInsecureAuth: true,
      ...options,
      onData(stream, session, done) {
        const parts: Buffer[] = [];
        stream.on('data', (part: Buffer) => parts.push(part));
        stream.on('end', () => {
          started.received.push({
            to: session.envelope.rcptTo.map(({ address }) => address),
            text: Buffer.concat(parts).toString(),
            secure: session.secure,
            // The library has false where nobody logged in, whatever its types say.
            user: session.user || undefined,
          });
          done();
        });
      },
    });
    // A client that gives up in the middle of the handshake is its own business.
    server.on('error', () => {});
    const started = new MailServer(server);
    server.listen(0, '127.0.0.1');
    await once(server.server, 'listening');
    return started;
  }

  get port(): number {
    return (this.server.server.address() as AddressInfo).port;
  }

  close(): Promise<void> {
    return new Promise((resolve) => this.server.close(resolve));
  }
}
