import sql from 'sql-template-tag';
import { USER_TYPES } from '@kojikit/protocol';
import { normalizeArches } from '@kojikit/rpm';
import { createAccount } from '../auth/index.js';
import { verifyHostName, verifyNameInternal } from '../config/index.js';
import { currentAt } from '../history/index.js';
import { lookupOrCreateName } from '../lookup/index.js';
import type { Context } from '../ground/context.js';
import { wakeScheduler } from './wake-scheduler.js';

/**
 * Makes sure that there is a builder of this name with its user, in the channel `default` and in `channels`, which are
 * made as needed: for the hub's own commands and for first data. Otherwise a host that is there already is left as it is.
 * Where nobody is logged in, the host's own user counts as who made it. Returns the host's id.
 */
export async function ensureHost(
  ctx: Context,
  name: string,
  arches: string,
  channels: Iterable<string> = [],
): Promise<number> {
  const id = await ensureListed(ctx, name, arches);
  for (const channel of channels) await joinChannel(ctx, id, channel);
  return id;
}

async function joinChannel(ctx: Context, hostId: number, name: string): Promise<void> {
  verifyNameInternal(ctx.config, name);
  const channel = await lookupOrCreateName(ctx, 'channels', name);
  const listens = await ctx.db.value<number>(sql`
    SELECT 1 FROM host_channels
     WHERE host_id = ${hostId} AND channel_id = ${channel.id} AND ${currentAt('host_channels', null)}`);
  if (listens !== undefined) return;
  const creator =
    ctx.session.userId ?? (await ctx.db.value<number>(sql`SELECT user_id FROM host WHERE id = ${hostId}`));
  const made = { create_event: await ctx.event(), creator_id: creator };
  await ctx.db.insert('host_channels', { host_id: hostId, channel_id: channel.id, ...made });
  wakeScheduler(ctx, hostId);
}

async function ensureListed(ctx: Context, name: string, arches: string): Promise<number> {
  const known = await ctx.db.value<number>(sql`SELECT id FROM host WHERE name = ${name}`);
  if (known !== undefined) return known;
  verifyHostName(ctx.config, name);
  const normalized = normalizeArches(arches, { strict: false });
  const user =
    (await ctx.db.value<number>(sql`SELECT id FROM users WHERE name = ${name}`)) ??
    (await createAccount(ctx, { name, type: USER_TYPES.HOST }));
  const id = await ctx.db.insertReturningId('host', { user_id: user, name });
  const made = { create_event: await ctx.event(), creator_id: ctx.session.userId ?? user };
  await ctx.db.insert('host_config', { host_id: id, arches: normalized, ...made });
  await joinChannel(ctx, id, 'default');
  return id;
}
