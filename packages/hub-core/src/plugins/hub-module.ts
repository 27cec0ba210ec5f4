import type { HubEvents } from '@kojikit/protocol';
import type { Migration } from '../db/migrations/migration.js';
import type { PolicyTest } from '../policy/policy-test.js';
import type { Context } from '../rpc/context.js';
import type { Method } from '../rpc/method.js';
import type { Job } from '../housekeeping/job.js';

/** Handles one event: may look, write in the same transaction, or throw to abort the call. */
export type EventHandler<Name extends keyof HubEvents> = (
  ctx: Context,
  data: HubEvents[Name],
  event: Name,
) => void | Promise<void>;

export type EventHandlers = {
  [Name in keyof HubEvents]?: EventHandler<Name> | { handler: EventHandler<Name>; ignoreErrors: boolean };
};

/** A page or file route that a module adds to the hub's HTTP server. */
export interface Route {
  readonly path: string;
  readonly handler: (request: Request) => Promise<Response> | Response;
}

/** Stores the body of a raw upload (`application/octet-stream`); its parameters are in the query string. */
export type UploadHandler = (ctx: Context, body: AsyncIterable<Uint8Array>) => Promise<unknown>;

/** A task kind that a module adds: how its request is displayed and what it weighs until a builder says more. */
export interface TaskKind {
  readonly method: string;
  readonly weight?: number;
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
  readonly tasks?: readonly TaskKind[];
  readonly migrations?: readonly Migration[];
  readonly jobs?: readonly Job[];
  readonly pages?: readonly Route[];
  readonly upload?: UploadHandler;
}
