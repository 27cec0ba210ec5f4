import { once } from 'node:events';
import type { AddressInfo, Server, Socket } from 'node:net';
import rhea, { type Connection, type EventContext } from 'rhea';

/** What a peer does with a message: states an outcome, says nothing, or cuts the connection before it answers. */
export type PeerAnswer =
  | 'accept'
  | 'reject'
  | 'release'
  | 'modify'
  /** Settles without an outcome. */
  | 'settle'
  /** Never answers. */
  | 'ignore'
  /** Cuts the connection; the message was received, and the sender cannot know. */
  | 'cut'
  /** Closes the link of this address with an error. */
  | 'detach'
  /** Closes the connection with an error. */
  | 'protest';

/** A message as it came over the wire. */
export interface PeerMessage {
  readonly address: string;
  readonly id: unknown;
  readonly durable: boolean;
  readonly ttl: number | undefined;
  readonly contentType: string | undefined;
  readonly created: Date | undefined;
  readonly properties: Readonly<Record<string, unknown>>;
  readonly body: unknown;
  readonly answer: PeerAnswer;
}

/** How a peer behaves. */
export interface AmqpPeerOptions {
  /** Default: any free port. */
  readonly port?: number;
  /** PEM texts. With `ca`, clients must show a certificate that it has signed. */
  readonly tls?: { readonly cert: string; readonly key: string; readonly ca?: string };
  /** What to do with a message; default: accept. Called with how many came before it. */
  readonly answer?: (message: Omit<PeerMessage, 'answer'>, before: number) => PeerAnswer;
  /** Accepts TCP connections and never says a word. */
  readonly mute?: boolean;
}

/** An AMQP 1.0 receiver that does as it is told: for tests of who sends. Any address is taken. */
export class AmqpPeer {
  /** Everything that came, in order, also what was not accepted. */
  readonly received: PeerMessage[] = [];
  /** Connections that were opened. */
  connections = 0;
  answer: (message: Omit<PeerMessage, 'answer'>, before: number) => PeerAnswer;
  private readonly sockets = new Set<Socket>();
  private readonly open = new Set<Connection>();
  private readonly watchers = new Set<(message: PeerMessage) => void>();
  private readonly answers: { answer: PeerAnswer; body: () => void }[] = [];
  private server: Server | undefined;
  private port = 0;

  private constructor(private readonly options: AmqpPeerOptions) {
    this.answer = options.answer ?? (() => 'accept');
  }

  /** Listens on this machine. */
  static async start(options: AmqpPeerOptions = {}): Promise<AmqpPeer> {
    const peer = new AmqpPeer(options);
    peer.port = options.port ?? 0;
    await peer.listen();
    return peer;
  }

  get url(): string {
    return `${this.options.tls ? 'amqps' : 'amqp'}://localhost:${this.port}`;
  }

  /** The messages that it has accepted. */
  get accepted(): PeerMessage[] {
    return this.received.filter(({ answer }) => answer === 'accept');
  }

  /** Tells of every message from now on; answers how to stop that. */
  onMessage(watcher: (message: PeerMessage) => void): () => void {
    this.watchers.add(watcher);
    return () => this.watchers.delete(watcher);
  }

  /** Cuts every connection without a word, as a dead link does. */
  cut(): void {
    for (const socket of this.sockets) socket.destroy();
  }

  /** Stops reading: connections stay open and nothing comes back, as with a link that lost its other half. */
  freeze(): void {
    for (const socket of this.sockets) socket.pause();
  }

  /** Closes every connection and no longer listens. */
  async stop(): Promise<void> {
    const { server } = this;
    this.server = undefined;
    if (server === undefined) return;
    const closed = once(server, 'close');
    server.close();
    this.cut();
    await closed;
  }

  /** Listens again on the same port after `stop`. */
  async listen(): Promise<void> {
    if (this.server !== undefined) return;
    const { tls, mute } = this.options;
    const container = rhea.create_container();
    container.options['receiver_options'] = { autoaccept: false, credit_window: 2000 };
    container.on('connection_open', ({ connection }) => {
      this.connections += 1;
      this.open.add(connection);
    });
    container.on('message', (context) => this.take(context));
    container.on('disconnected', ({ connection }) => this.open.delete(connection));
    for (const event of ['error', 'protocol_error', 'connection_error', 'session_error', 'receiver_error']) {
      container.on(event, () => undefined);
    }
    const server = container.listen({
      port: this.port,
      host: 'localhost',
      // As brokers do: else an answer waits until the sender's kernel confirms the one before.
      tcp_no_delay: true,
      ...(tls && {
        transport: 'tls',
        cert: tls.cert,
        key: tls.key,
        ...(tls.ca !== undefined && {
          ca: tls.ca,
          requestCert: true,
          rejectUnauthorized: true,
          enable_sasl_external: true,
        }),
      }),
    } as Parameters<typeof container.listen>[0]) as Server;
    if (mute) server.removeAllListeners('connection');
    server.on('connection', (socket) => {
      this.sockets.add(socket);
      socket.on('error', () => undefined);
      socket.once('close', () => this.sockets.delete(socket));
    });
    server.on('tlsClientError', () => undefined);
    if (!server.listening) await once(server, 'listening');
    this.server = server;
    this.port = (server.address() as AddressInfo).port;
  }

  private take({ message, delivery, receiver, connection }: EventContext): void {
    if (message === undefined || delivery === undefined) return;
    const { address } = receiver?.target ?? {};
    const came = {
      address: String(address),
      id: message.message_id,
      durable: message.durable ?? false,
      ttl: message.ttl,
      contentType: message.content_type,
      created: message.creation_time,
      properties: { ...(message.application_properties as Record<string, unknown> | undefined) },
      body: message.body as unknown,
    };
    const answer = this.answer(came, this.received.length);
    const noted = { ...came, answer };
    this.received.push(noted);
    for (const watcher of this.watchers) watcher(noted);
    this.later(answer, () => {
      if (answer === 'accept') delivery.accept();
      else if (answer === 'reject')
        delivery.reject({ condition: 'amqp:not-allowed', description: 'told to reject' });
      else if (answer === 'release') delivery.release({ delivery_failed: false, undeliverable_here: false });
      else if (answer === 'modify') delivery.modified({ delivery_failed: true, undeliverable_here: true });
      else if (answer === 'settle') delivery.update(true);
      else if (answer === 'detach')
        receiver?.close({ condition: 'amqp:not-found', description: 'no such address' });
      else if (answer === 'protest')
        connection.close({ condition: 'amqp:internal-error', description: 'told to protest' });
      else if (answer === 'cut') this.cut();
    });
  }

  /**
   * The library puts the outcomes of one turn of the event loop together and gives the second the outcome of the first,
   * so outcomes that differ get turns of their own.
   */
  private later(answer: PeerAnswer, body: () => void): void {
    this.answers.push({ answer, body });
    if (this.answers.length === 1) this.giveAnswers();
  }

  private giveAnswers(): void {
    let given = 0;
    do this.answers[given++]!.body();
    while (this.answers[given - 1]!.answer === 'accept' && this.answers[given]?.answer === 'accept');
    setImmediate(() => {
      this.answers.splice(0, given);
      if (this.answers.length > 0) this.giveAnswers();
    });
  }
}
