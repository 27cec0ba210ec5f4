import type { Registry as MetricsRegistry } from 'prom-client';
import type { Logger } from 'pino';
import type { HubConfig } from '../config/hub-config.js';
import type { Database } from '../db/database.js';
import type { Signals } from './signals.js';
import type { ReadState } from './state.js';

/** What a worker has to work with. */
export interface WorkerContext {
  readonly config: HubConfig;
  /** Transactions are opened and closed per step of the work: on SQLite a request waits for an open one. */
  readonly database: Database;
  readonly log: Logger;
  /** The hub's topics: a worker waits on them for work instead of asking again and again. */
  readonly signals: Signals;
  /** Numbers that the hub shows at `/metrics`. */
  readonly metrics: MetricsRegistry;
  /** What a plugin's `setup` has kept for this hub. Throws when it has kept nothing under this key. */
  readonly state: ReadState;
  /** Aborted when the hub closes: `run` should finish what cannot be left and return. */
  readonly stopping: AbortSignal;
}

/**
 * Work that goes on beside the requests for as long as the hub runs, such as sending what they left behind. It runs in
 * every hub process; a worker that must be alone takes `database.hold`. Unlike a job it may talk to the network, has no
 * transaction of its own, and is not switched off with `Housekeeping`.
 */
export interface Worker {
  readonly name: string;
  /** Returns once `stopping` is aborted. When it throws, the error is logged and it is run again after a pause. */
  run(context: WorkerContext): Promise<void>;
}
