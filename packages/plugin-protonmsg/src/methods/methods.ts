import { anyone, method, optional, permission, read } from '@kojikit/hub-core/plugin';
import { limit, messageIds, messageState, sinceTime } from './arguments.js';
import { dropMessages } from './drop-messages.js';
import { flushQueue } from './flush-queue.js';
import { listMessages } from './list-messages.js';
import { queueStats } from './queue-stats.js';
import { replayMessages } from './replay-messages.js';
import { retryMessages } from './retry-messages.js';

const admin = permission('admin');

/** What can be asked of, and done to, messages. */
export const messageMethods = [
  method('listProtonMessages', {
    params: { state: optional(messageState, 'queued'), limit: optional(limit, 100) },
    access: admin,
    doc: 'Messages in a state: queued, dead, sent, expired or dropped; those that are next or were last come first.',
    handler: (ctx, { state, limit: most }) => listMessages(ctx, state, most),
  }),
  method('getProtonQueueStats', {
    params: {},
    access: admin,
    doc: 'How many messages are queued and dead, and how old the oldest queued one is.',
    handler: (ctx) => queueStats(ctx),
  }),
  method('flushProtonQueue', {
    params: {},
    access: admin,
    doc: 'Tries everything that is queued at once, without waiting for pauses to end. Returns how many that are.',
    handler: (ctx) => flushQueue(ctx),
  }),
  method('retryProtonMessages', {
    params: { message_ids: optional(messageIds) },
    access: admin,
    doc: 'Puts dead messages back into the queue: all, or those of these ids. Returns how many.',
    handler: (ctx, { message_ids: ids }) => retryMessages(ctx, ids),
  }),
  method('dropProtonMessages', {
    params: { message_ids: messageIds },
    access: admin,
    doc: 'Gives up messages that are queued or dead: they are never sent. Returns how many.',
    handler: (ctx, { message_ids: ids }) => dropMessages(ctx, ids),
  }),
  method('replayProtonMessages', {
    params: {
      since_id: optional(read.checkedText),
      since_time: optional(sinceTime),
      limit: optional(limit, 100),
    },
    access: anyone,
    doc: 'The messages since one of them or since a time, in the order in which they were sent; then those that wait.',
    handler: (ctx, { since_id: id, since_time: time, limit: most }) =>
      replayMessages(ctx, { id, time }, most),
  }),
];
