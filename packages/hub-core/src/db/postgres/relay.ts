import { randomUUID } from 'node:crypto';
import { setImmediate, setTimeout as sleep } from 'node:timers/promises';
import type { Hear, Relay } from '../relay.js';
import type { ServerConnection } from './server-connection.js';
import { parseStruct } from '../../rpc/parse-struct.js';

const CHANNEL = 'kojikit_signals';
const ANNOUNCE = 'SELECT pg_notify($1, $2)';
/** PostgreSQL takes payloads of less than 8,000 bytes. */
const LARGEST_PAYLOAD = 7_000;
/** Seconds between two attempts to connect. */
const RETRY_SECONDS = 5;

interface Message {
  readonly from: string;
  readonly topics: readonly string[];
}

/**
 * A relay over `NOTIFY`, on a connection of its own that is made again when it is lost. Topics that are announced at one
 * time, or while a message is under way, go out as one message, each as often as it was announced.
 */
export class PostgresRelay implements Relay {
  private readonly id = randomUUID();
  private readonly closed = new AbortController();
  private readonly running: Promise<void>;
  private client: ServerConnection | undefined;
  private waiting: string[] = [];
  private sending: Promise<void> | undefined;

  constructor(
    private readonly connect: () => Promise<ServerConnection>,
    private readonly hear: Hear,
  ) {
    this.running = this.run();
  }

  announce(topic: string): void {
    if (this.client === undefined) return;
    this.waiting.push(topic);
    this.sending ??= this.sendAll();
  }

  async close(): Promise<void> {
    this.closed.abort();
    await this.client?.end().catch(() => undefined);
    await this.running;
  }

  /* What is announced while a message is under way goes out with the next one. */
  private async sendAll(): Promise<void> {
    while (this.waiting.length > 0) {
      await setImmediate();
      const topics = this.waiting;
      this.waiting = [];
      for (const payload of payloads(this.id, topics)) await this.send(payload).catch(() => undefined);
    }
    this.sending = undefined;
  }

  private async send(payload: string): Promise<void> {
    await this.client?.query({ name: 'kojikit_announce', text: ANNOUNCE, values: [CHANNEL, payload] });
  }

  private async run(): Promise<void> {
    while (!this.closed.signal.aborted) {
      await this.listen().catch(() => undefined);
      await sleep(RETRY_SECONDS * 1000, undefined, { signal: this.closed.signal }).catch(() => undefined);
    }
  }

  /** Resolves when the connection is lost. */
  private async listen(): Promise<void> {
    const client = await this.connect();
    const lost = new Promise<void>((resolve) => client.once('end', resolve).on('error', () => resolve()));
    client.on('notification', ({ payload = '' }) => this.receive(payload));
    try {
      await client.query(`LISTEN ${CHANNEL}`);
      if (!this.closed.signal.aborted) {
        this.client = client;
        await lost;
      }
    } finally {
      this.client = undefined;
      await client.end().catch(() => undefined);
    }
  }

  private receive(payload: string): void {
    const message = parse(payload);
    if (message === undefined || message.from === this.id) return;
    for (const topic of message.topics) this.hear(topic);
  }
}

const isTexts = (value: unknown): value is string[] =>
  Array.isArray(value) && value.every((one) => typeof one === 'string');

/* Anybody who may log in to the database can send on a channel. */
function parse(payload: string): Message | undefined {
  try {
    const { from, topics } = parseStruct(payload);
    return typeof from === 'string' && isTexts(topics) ? { from, topics } : undefined;
  } catch {
    return undefined;
  }
}

function payloads(from: string, topics: readonly string[]): string[] {
  const text = JSON.stringify({ from, topics } satisfies Message);
  if (text.length <= LARGEST_PAYLOAD || topics.length === 1) return [text];
  const half = Math.ceil(topics.length / 2);
  return [...payloads(from, topics.slice(0, half)), ...payloads(from, topics.slice(half))];
}
