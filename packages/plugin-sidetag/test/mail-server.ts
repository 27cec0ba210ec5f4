import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { SMTPServer, type SMTPServerOptions } from 'smtp-server';

export interface Received {
  readonly to: readonly string[];
  readonly text: string;
}

/** A mail server of this machine that keeps what it gets. */
export class MailServer {
  readonly received: Received[] = [];

  private constructor(private readonly server: SMTPServer) {}

  static async start(options: Pick<SMTPServerOptions, 'onRcptTo' | 'onAuth'> = {}): Promise<MailServer> {
    const server = new SMTPServer({
      disabledCommands: ['STARTTLS'],
      authOptional: true,
      allowInsecureAuth: true,
      ...options,
      onData(stream, session, done) {
        const parts: Buffer[] = [];
        stream.on('data', (part: Buffer) => parts.push(part));
        stream.on('end', () => {
          const to = session.envelope.rcptTo.map(({ address }) => address);
          started.received.push({ to, text: Buffer.concat(parts).toString() });
          done();
        });
      },
    });
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
