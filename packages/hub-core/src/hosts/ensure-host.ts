import sql from 'sql-template-tag';
import { USER_TYPES } from '@kojikit/protocol';
import { normalizeArches } from '@kojikit/rpm';
import { createAccount } from '../auth/index.js';
import { verifyHostName } from '../config/index.js';
import { lookupOrCreateName } from '../lookup/index.js';
import type { Context } from '../rpc/context.js';

/**
 * Makes sure that there is a builder of this name with its user, in the channel `default`: for the hub's own commands
 * and for first data. A host that is there already is left as it is. Where nobody is logged in, the host's own user
 * counts as who made it. Answers the host's id.
 */
export async function ensureHost(ctx: Context, name: string, arches: string): Promise<number> {
  const known = await ctx.db.value<number>(sql`SELECT id FROM host WHERE name = ${name}`);
  if (known !== undefined) return known;
  verifyHostName(ctx.config, name);
  const normalized = normalizeArches(arches, { strict: false });
  const user =
    (await ctx.db.value<number>(sql`SELECT id FROM users WHERE name = ${name}`)) ??
    (await createAccount(ctx, { name, type: USER_TYPES.HOST }));
  const id = await ctx.db.insertReturningId('host', { user_id: user, name });
  const made = { create_event: await ctx.event(), creator_id: ctx.session.userId ?? user };
  const channel = await lookupOrCreateName(ctx, 'channels', 'default');
  await ctx.db.insert('host_config', { host_id: id, arches: normalized, ...made });
  await ctx.db.insert('host_channels', { host_id: id, channel_id: channel.id, ...made });
  return id;
}
