import type { Context, Panel, PanelContent, PanelFact } from '@kojikit/hub-core/plugin';
import type { ProtonQueueEntry, ProtonQueueStats } from '../api.js';
import { busKey } from '../delivery/bus.js';

/** Rows of dead messages on the page; the rest is counted. */
const MOST = 50;

/** The queue of messages, on the page for admins: how full it is, and what to do with messages that nobody took. */
export const queuePanel: Panel = {
  name: 'protonmsg',
  on: 'admin',
  async read(ctx) {
    const stats = await ctx.call('getProtonQueueStats');
    const dead = await ctx.call('listProtonMessages', { state: 'dead', limit: MOST });
    return [queueContent(ctx, stats), ...(dead.length === 0 ? [] : [deadContent(dead, stats.dead)])];
  },
  actions: {
    flush: (ctx) => ctx.call('flushProtonQueue'),
    retry: (ctx, id, message) => ctx.call('retryProtonMessages', { message_ids: [message ?? ''] }),
    'retry-all': (ctx) => ctx.call('retryProtonMessages', {}),
    drop: (ctx, id, message) => ctx.call('dropProtonMessages', { message_ids: [message ?? ''] }),
  },
};

/* Inside of the hub, numbers that go out as doubles are wrapped. */
type Plain<Answer> = {
  [Name in keyof Answer]: Answer[Name] extends number ? { valueOf(): unknown } : Answer[Name];
};

function queueContent(ctx: Context, stats: Plain<ProtonQueueStats>): PanelContent {
  const { queued, dead, oldest_age: oldest, kept } = stats;
  const facts: PanelFact[] = [
    { label: 'Queued', text: String(queued) },
    ...(Number(queued) === 0 ? [] : [{ label: 'Oldest queued', text: `${ageText(Number(oldest))} old` }]),
    { label: 'Dead', text: String(dead) },
    { label: 'Sent and kept for consumers', text: String(kept['sent'] ?? 0) },
    ...Object.entries(kept)
      .filter(([state]) => state !== 'sent')
      .map(([state, count]) => ({ label: state === 'expired' ? 'Expired' : 'Dropped', text: String(count) })),
    ...brokerFacts(ctx),
  ];
  return {
    title: 'Messages',
    facts,
    actions: Number(queued) === 0 ? [] : [{ name: 'flush', label: 'Try all queued ones now' }],
  };
}

function brokerFacts(ctx: Context): PanelFact[] {
  const { config, brokers } = ctx.state(busKey);
  if (config.broker.test_mode) return [{ label: 'Brokers', text: 'none: the plugin runs in its test mode' }];
  if (config.broker.urls.length === 0) return [{ label: 'Brokers', text: 'none: protonmsg.conf is missing' }];
  return config.broker.urls.map(({ name }) => {
    const connected = brokers.get(name);
    const text = connected === undefined ? 'not tried yet' : connected ? 'connected' : 'not connected';
    return { label: `Broker ${name}`, text: `${text} (as this process of the hub sees it)` };
  });
}

function deadContent(dead: readonly Plain<ProtonQueueEntry>[], total: { valueOf(): unknown }): PanelContent {
  const count = Number(total);
  return {
    title: 'Dead messages',
    note: `No broker took ${count === 1 ? 'this message' : 'these messages'}.${
      count > dead.length ? ` The last ${dead.length} of ${count} are shown.` : ''
    }`,
    table: {
      columns: ['Message', 'Address', 'Made', 'Attempts', 'Last error'],
      rows: dead.map(({ message_id: value, address, created_ts: created, attempts, last_error: error }) => ({
        cells: [value, address, time(created), String(attempts), error ?? ''],
        actions: [
          { name: 'retry', label: 'Retry', value },
          { name: 'drop', label: 'Drop', value, danger: true },
        ],
      })),
    },
    actions: [{ name: 'retry-all', label: 'Retry all' }],
  };
}

function time(seconds: { valueOf(): unknown }): string {
  return `${new Date(Number(seconds) * 1000).toISOString().slice(0, 19).replace('T', ' ')} UTC`;
}

function ageText(seconds: number): string {
  if (seconds < 120) return `${Math.round(seconds)} s`;
  const minutes = Math.floor(seconds / 60);
  if (minutes < 120) return `${minutes} min`;
  return minutes < 2880 ? `${Math.floor(minutes / 60)} h` : `${Math.floor(minutes / 1440)} days`;
}
