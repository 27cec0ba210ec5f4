import type { HubEvents } from '@kojikit/protocol';
import type { Migration } from '../db/migrations/migration.js';
import type { PolicyTest } from '../policy/policy-test.js';
import type { Context } from '../rpc/context.js';
import type { Method } from '../rpc/method.js';
import type { PageHub, Visit } from '../http/page-hub.js';
import type { Panel } from '../panels/panel.js';
import type { Job } from '../housekeeping/job.js';
import type { Worker } from '../housekeeping/worker.js';

/** Handles one event: may look, write in the same transaction, or throw to abort the call. */
export type EventHandler<Name extends keyof HubEvents> = (
  ctx: Context,
  data: HubEvents[Name],
  event: Name,
) => void | Promise<void>;

/**
 * What is done at which event. The error of a handler aborts the call, unless `ignoreErrors` says that it is only
 * logged.
 */
export type EventHandlers = {
  [Name in keyof HubEvents]?: EventHandler<Name> | { handler: EventHandler<Name>; ignoreErrors: boolean };
};

/** A page that a module adds to the hub's HTTP server, for every HTTP method. */
export interface Route {
  /** `/hello`, or with everything below it: `/hello/*`. */
  readonly path: string;
  readonly handler: (visit: Visit, hub: PageHub) => Promise<Response> | Response;
}

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
