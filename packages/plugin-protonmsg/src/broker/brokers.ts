import type { WorkerContext } from '@kojikit/hub-core/plugin';
import type { ProtonmsgConfig } from '../config.js';
import { backoff } from '../delivery/backoff.js';
import { CLOSED_BY_US, type BrokerSession } from './broker-session.js';
import { openSession } from './open-session.js';
import { testSession } from './test-session.js';

/** Milliseconds between two looks at a configuration without brokers, which only a new start can change. */
const NO_BROKERS_PAUSE = 60_000;

/** Told how the connections to brokers fare. */
export interface BrokerObserver {
  connected(broker: string, open: boolean): void;
}

/**
 * The one connection of this process, to the first broker that takes it. It is kept; when it is lost, the next is tried
 * after a pause that grows while none can be reached.
 */
export class Brokers {
  private session: BrokerSession | undefined;
  private failures = 0;
  private nextTry = 0;
  /** Connections in a row that a broker ended with an error before it accepted anything. */
  private protests = 0;

  constructor(
    private readonly config: ProtonmsgConfig,
    private readonly log: WorkerContext['log'],
    private readonly observer: BrokerObserver,
  ) {}

  /** Milliseconds until a connection may be tried; 0 when there is one or it may be tried now. */
  get pause(): number {
    return this.session === undefined ? Math.max(0, this.nextTry - Date.now()) : 0;
  }

  /** One message at a time, to find the one that the broker ends connections about. */
  get careful(): boolean {
    return this.protests >= 2;
  }

  /** The open connection, or undefined when no broker can be reached now. */
  async open(): Promise<BrokerSession | undefined> {
    if (this.session !== undefined) return this.session;
    if (this.pause > 0) return undefined;
    const { urls, test_mode: testMode } = this.config.broker;
    if (testMode) return this.keep(testSession(this.config, this.log));
    if (urls.length === 0) {
      this.nextTry = Date.now() + NO_BROKERS_PAUSE;
      return undefined;
    }
    for (const url of shuffled(urls)) {
      try {
        return this.keep(await openSession(url, this.config));
      } catch (error) {
        this.observer.connected(url.name, false);
        this.log.debug({ broker: url.name, reason: (error as Error).message }, 'could not send to a broker');
      }
    }
    this.failures += 1;
    this.nextTry = Date.now() + backoff(this.failures, this.config.queue.max_backoff);
    this.log.error(
      { brokers: urls.map(({ name }) => name), failures: this.failures },
      'could not send messages to any destinations',
    );
    return undefined;
  }

  /** The broker has accepted something: whatever was wrong is over. */
  worked(): void {
    this.failures = 0;
    this.protests = 0;
  }

  /** Try at once, whatever the pause. */
  hurry(): void {
    this.nextTry = 0;
  }

  async close(): Promise<void> {
    await this.session?.close();
  }

  private keep(session: BrokerSession): BrokerSession {
    this.session = session;
    this.observer.connected(session.name, true);
    this.log.debug({ broker: session.name }, 'connected to a broker');
    void session.ended.then(({ reason, protested }) => {
      if (this.session === session) this.session = undefined;
      this.observer.connected(session.name, false);
      if (reason === CLOSED_BY_US) return;
      this.failures += 1;
      this.nextTry = Date.now() + backoff(this.failures, this.config.queue.max_backoff);
      if (protested) this.protests += 1;
      this.log.error({ broker: session.name, reason }, 'the connection to a broker ended');
    });
    return session;
  }
}

function shuffled<T>(values: readonly T[]): T[] {
  return values
    .map((value) => ({ value, order: Math.random() }))
    .sort((a, b) => a.order - b.order)
    .map(({ value }) => value);
}
