import type { Migration } from '../db/migrations/migration.js';
import type { Context } from './context.js';
import type { EventHandlers } from './event-handler.js';
import type { Job } from './job.js';
import type { Method } from './method.js';
import type { Route } from './page.js';
import type { Panel } from './panel.js';
import type { PolicyTest } from './policy-test.js';
import type { Worker } from './worker.js';

/** Stores the body of a raw upload (`application/octet-stream`); its parameters are in the query string. */
export type UploadHandler = (ctx: Context, body: AsyncIterable<Uint8Array>) => Promise<unknown>;

/** Entries of the database that something cannot do its work without. */
export interface Needs {
  /** Channels that its tasks go to: each wants a host in it, too. */
  readonly channels?: readonly string[];
  /** Permissions that its methods ask for and that Koji's schema does not bring. */
  readonly permissions?: readonly string[];
}

/**
 * What a room of the core or a plugin adds to the hub. Both register through this one shape, so a plugin can do
 * whatever the core can.
 */
export interface HubModule {
  readonly name: string;
  readonly methods?: readonly Method[];
  readonly policyTests?: readonly PolicyTest[];
  readonly on?: EventHandlers;
  readonly migrations?: readonly Migration[];
  readonly jobs?: readonly Job[];
  readonly workers?: readonly Worker[];
  readonly pages?: readonly Route[];
  /** What it shows on the web pages of tasks and tags, and on the page for admins. */
  readonly panels?: readonly Panel[];
  readonly upload?: UploadHandler;
  /** What `koji-hub init` makes for it and `koji-hub check` misses. */
  readonly needs?: Needs;
}
