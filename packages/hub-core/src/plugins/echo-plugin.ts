import { HUB_EVENT_NAMES } from '@kojikit/protocol';
import { defineHubPlugin } from './define-hub-plugin.js';
import type { EventHandlers } from '../ground/event-handler.js';
import type { Context } from '../ground/context.js';

/** Koji's example plugin: writes every event to the log, to see what fires when. */
export const echoPlugin = defineHubPlugin({
  name: 'echo',
  on: Object.fromEntries(HUB_EVENT_NAMES.map((event) => [event, logEvent])) as EventHandlers,
});

function logEvent(ctx: Context, data: unknown, event: string): void {
  ctx.log.info({ event, data }, 'event');
}
