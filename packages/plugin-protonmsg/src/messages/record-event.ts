import type { HubEvents } from '@kojikit/protocol';
import type { Context } from '@kojikit/hub-core/plugin';
import { busKey, BUS_TOPIC, entryOf } from '../delivery/bus.js';
import { enqueue } from '../queue/message-queue.js';
import { passes } from './filter.js';
import { formMessage, type MessageEvent } from './form-message.js';

/**
 * Turns an event into a message. With the outbox it is written in the transaction of the change; otherwise it is handed
 * on after the commit. Either way nothing is said of a call that failed, nor of the failed part of a multicall.
 */
export async function recordEvent(ctx: Context, data: object, event: MessageEvent): Promise<void> {
  const bus = ctx.state(busKey);
  const { message: limits, filter, queue } = bus.config;
  const message = formMessage(event, data, {
    extraLimit: limits.extra_limit,
    buildTypes: event === 'postBuildStateChange' ? await buildTypes(ctx, data) : undefined,
  });
  if (message === undefined || !passes(filter, message)) return;
  if (queue.enabled && queue.mode === 'outbox') {
    await enqueue(ctx.db, message);
    ctx.afterCommit(() => ctx.signals.announceHere(BUS_TOPIC));
    return;
  }
  ctx.afterCommit(() => {
    bus.memory.push(entryOf(message));
    ctx.signals.announceHere(BUS_TOPIC);
  });
}

async function buildTypes(ctx: Context, data: object): Promise<unknown> {
  const { attribute, info } = data as HubEvents['postBuildStateChange'];
  if (attribute !== 'state' || info?.id === undefined) return undefined;
  return ctx.call('getBuildType', { buildInfo: info.id, strict: false });
}
