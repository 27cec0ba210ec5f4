import { isIP, type Socket } from 'node:net';
import rhea, {
  type Connection,
  type ConnectionOptions,
  type Delivery,
  type EventContext,
  type Sender,
} from 'rhea';
import type { ProtonmsgConfig } from '../config.js';
import type { Entry } from '../queue/entry.js';
import { fullAddress } from './address.js';
import { CLOSED_BY_US, type BrokerSession, type Loss, type Outcome } from './broker-session.js';
import type { BrokerUrl } from './broker-url.js';
import { encodeMessage } from './encode-message.js';

/** Below the number of deliveries that the library keeps track of. */
const WINDOW = 1000;

/** What the library is told of bytes that are a message already. */
const MESSAGE_FORMAT = 0;

/** The most milliseconds that a message can say it may wait: seven weeks. */
const LONGEST_TTL = 2 ** 32 - 1;

/** Milliseconds of silence after half of which each side sends a sign of life; the connection is dead after twice. */
const IDLE = 15_000;

/** Milliseconds that a broker gets to answer a close. */
const CLOSE_PATIENCE = 1000;

/**
 * Connects to a broker. Both sides of TLS are checked by name and authority. Throws Error that says why the broker
 * could not be reached, or refused.
 */
export function openSession(url: BrokerUrl, config: ProtonmsgConfig): Promise<BrokerSession> {
  return new Promise((resolve, reject) => {
    const session = new RheaSession(url, config);
    const timer = setTimeout(
      () => session.lose(`no connection within ${config.broker.connect_timeout} s`),
      config.broker.connect_timeout * 1000,
    );
    session.opened.then(
      () => {
        clearTimeout(timer);
        resolve(session);
      },
      () => undefined,
    );
    void session.ended.then(({ reason }) => {
      clearTimeout(timer);
      reject(new Error(reason));
    });
  });
}

interface UnderWay {
  readonly settle: (outcome: Outcome) => void;
  readonly sender: Sender;
}

class RheaSession implements BrokerSession {
  readonly name: string;
  readonly window = WINDOW;
  readonly opened: Promise<void>;
  readonly ended: Promise<Loss>;
  private readonly connection: Connection;
  private readonly senders = new Map<string, Sender>();
  private readonly underWay = new Map<Delivery, UnderWay>();
  private readonly ttl: number | undefined;
  private tags = 0;
  private end!: (loss: Loss) => void;
  private over = false;
  private closing: string | undefined;
  private watchdog: NodeJS.Timeout | undefined;

  constructor(
    url: BrokerUrl,
    private readonly config: ProtonmsgConfig,
  ) {
    this.name = url.name;
    const { ttl } = config.message;
    this.ttl = ttl !== undefined && ttl > 0 ? Math.min(Math.round(ttl * 1000), LONGEST_TTL) : undefined;
    this.ended = new Promise((resolve) => (this.end = resolve));
    const container = rhea.create_container();
    this.opened = new Promise((resolve) => {
      container.once('connection_open', () => resolve());
    });
    for (const event of ['sender_close', 'sender_error'] as const) {
      container.on(event, (context: EventContext) => this.linkClosed(context));
    }
    container.on('session_error', (context) => this.lose(described(context.session?.error), true));
    container.on('session_close', () => this.lose('the broker closed the session'));
    container.on('connection_error', (context) => {
      const error = context.connection.error as { condition?: string } | undefined;
      // A broker that shuts down says so; that is no protest against a message.
      this.lose(described(error), error?.condition !== 'amqp:connection:forced');
    });
    container.on('connection_close', () => this.lose('the broker closed the connection'));
    container.on('protocol_error', (error) => this.lose(described(error)));
    container.on('error', (error) => this.lose(described(error)));
    container.on('disconnected', (context) => this.lose(described(context.error, 'the connection was lost')));
    this.connection = container.connect(connectionOptions(url, config));
  }

  send(entry: Entry, settle: (outcome: Outcome) => void): void {
    if (this.over) return;
    const address = fullAddress(this.config.broker.topic_prefix, entry.address);
    const sender = this.senders.get(address) ?? this.openSender(address);
    this.tags += 1;
    const delivery = sender.send(encodeMessage(entry, { ttl: this.ttl }), String(this.tags), MESSAGE_FORMAT);
    this.gatherFrames();
    this.underWay.set(delivery, { settle, sender });
    this.watch();
  }

  async close(): Promise<void> {
    if (this.over) return;
    this.closing = CLOSED_BY_US;
    const closed = new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, CLOSE_PATIENCE);
      void this.ended.then(() => {
        clearTimeout(timer);
        resolve();
      });
    });
    try {
      this.connection.close();
      await closed;
    } finally {
      this.lose(CLOSED_BY_US);
    }
  }

  /** Ends the connection from our side; what was under way stays unsettled. */
  lose(reason: string, protested = false): void {
    if (this.over) return;
    this.over = true;
    clearTimeout(this.watchdog);
    this.underWay.clear();
    this.end({ reason: this.closing ?? reason, protested });
    (this.connection as { socket?: { destroy(): void } }).socket?.destroy();
  }

  private openSender(address: string): Sender {
    const sender = this.connection.open_sender({ target: { address }, snd_settle_mode: 0 });
    // Heard at the link itself: on its way up to the container each event is copied and looked for at every step.
    for (const event of ['accepted', 'released', 'rejected', 'modified', 'settled'] as const) {
      sender.on(event, (context: EventContext) => this.settled(event, context));
    }
    this.senders.set(address, sender);
    return sender;
  }

  /** What is sent in one turn leaves in one piece; the library writes each frame by itself. */
  private gatherFrames(): void {
    const { socket } = this.connection as { socket?: Socket };
    if (socket === undefined || socket.writableCorked > 0) return;
    socket.cork();
    // The library has put the writing of the frames into this queue before.
    process.nextTick(() => socket.uncork());
  }

  private settled(event: string, { delivery }: EventContext): void {
    if (delivery === undefined) return;
    const message = this.underWay.get(delivery);
    // The library tells of the outcome and then that the delivery is settled: the first word counts.
    if (message === undefined) return;
    this.underWay.delete(delivery);
    if (this.underWay.size > 0) {
      this.watchdog?.refresh();
    } else {
      clearTimeout(this.watchdog);
      this.watchdog = undefined;
    }
    if (event === 'accepted') return message.settle({ kind: 'accepted' });
    const error = (delivery.remote_state as { error?: unknown } | undefined)?.error;
    const detail = error === undefined || error === null ? '' : `: ${described(error)}`;
    const word = event === 'settled' ? 'settled without an outcome' : event;
    message.settle({ kind: 'refused', reason: `${word}${detail}` });
  }

  /** A broker may refuse one address and take the others. */
  private linkClosed({ sender }: EventContext): void {
    if (sender === undefined || this.over) return;
    for (const [address, known] of this.senders) if (known === sender) this.senders.delete(address);
    const reason = described(sender.error, 'the broker closed the link');
    for (const [delivery, message] of [...this.underWay]) {
      if (message.sender !== sender) continue;
      this.underWay.delete(delivery);
      message.settle({ kind: 'refused', reason });
    }
    sender.close();
  }

  private watch(): void {
    if (this.watchdog !== undefined || this.underWay.size === 0) return;
    this.watchdog = setTimeout(
      () => this.lose(`send timeout expired with ${this.underWay.size} messages unsent`),
      this.config.broker.send_timeout * 1000,
    );
  }
}

function connectionOptions(url: BrokerUrl, { broker }: ProtonmsgConfig): ConnectionOptions {
  const { host, port, user, password } = url;
  const common = {
    host,
    port,
    reconnect: false,
    idle_time_out: IDLE,
    username: user,
    password,
    // Else the last messages of a burst, or a single one, wait until the broker's kernel confirms those before: 40 ms.
    tcp_no_delay: true,
  };
  if (!url.tls) return { ...common, transport: 'tcp' } as ConnectionOptions;
  return {
    ...common,
    transport: 'tls',
    ...(isIP(host) === 0 && { servername: host }),
    rejectUnauthorized: true,
    ...(broker.cacert !== undefined && { ca: broker.cacert.content }),
    ...(broker.cert !== undefined && {
      cert: broker.cert.content,
      key: broker.cert.content,
      // Like Koji's client: introduce oneself by certificate where the broker offers that.
      enable_sasl_external: true,
    }),
  } as unknown as ConnectionOptions;
}

function described(error: unknown, fallback = 'the broker gave no reason'): string {
  if (error === undefined || error === null) return fallback;
  const { condition, description, message } = error as Record<string, unknown>;
  const parts = [condition, description ?? message].filter(
    (part): part is string => typeof part === 'string' && part !== '',
  );
  return parts.length > 0 ? parts.join(': ') : fallback;
}
