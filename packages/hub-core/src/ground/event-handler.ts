import type { HubEvents } from '@kojikit/protocol';
import type { Context } from './context.js';

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
