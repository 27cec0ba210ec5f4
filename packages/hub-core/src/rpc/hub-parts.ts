import type { Logger } from 'pino';
import type { Registry as MetricsRegistry } from 'prom-client';
import type { HubConfig } from '../config/hub-config.js';
import type { Database } from '../db/database.js';
import type { KeptAnswers } from '../kept/kept-answers.js';
import type { Logins } from '../ground/logins.js';
import type { ObservedCall } from '../http/metrics.js';
import type { PluginStates } from '../plugins/plugin-states.js';
import type { Registry } from '../plugins/registry.js';
import type { Policies } from '../ground/policies.js';
import type { Context } from '../ground/context.js';
import type { Signals } from '../ground/signals.js';
import type { UnderWay } from './under-way.js';

/** What all requests of one hub share. */
export interface HubParts {
  readonly config: HubConfig;
  readonly database: Database;
  readonly registry: Registry;
  readonly signals: Signals;
  readonly logins: Logins;
  readonly log: Logger;
  /** Calls and jobs that have not ended. */
  readonly underWay: UnderWay;
  /** Answers that may be sent again. */
  readonly kept: KeptAnswers;
  /** What plugins keep for this hub. */
  readonly states: PluginStates;
  /** Where modules register numbers for `/metrics`. */
  readonly metrics: MetricsRegistry;
  /** Counts a call that was answered. */
  observe(call: ObservedCall): void;
  /** The policies as one request sees them. */
  policies(ctx: Context): Policies;
}
