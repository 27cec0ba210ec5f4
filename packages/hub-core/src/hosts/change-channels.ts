import sql from 'sql-template-tag';
import { GenericError } from '@kojikit/protocol';
import { verifyNameInternal } from '../config/index.js';
import { checkedText, isGiven, type NameOrId } from '../readers/index.js';
import type { Context } from '../ground/context.js';
import { findChannel, getChannel } from './read-channels.js';
import type { ChannelEdit } from './readers/channel-changes.js';
import { wakeScheduler } from './wake-scheduler.js';
import { faultText } from '../rpc/fault-text.js';

/** Adds a channel and returns its id. Checks no permission. Throws GenericError for a bad or taken name. */
export async function addChannel(ctx: Context, name: string, description: string | null): Promise<number> {
  verifyNameInternal(ctx.config, name);
  await refuseTaken(ctx, name);
  return ctx.db.insertReturningId('channels', { name, description });
}

const CHANGEABLE = ['description', 'comment', 'name'] as const;

/** Changes a channel; members left out stay. Checks no permission. Returns whether anything changed. */
export async function editChannel(ctx: Context, info: NameOrId, values: ChannelEdit): Promise<boolean> {
  const channel = await getChannel(ctx, info);
  const changes = CHANGEABLE.filter((name) => values[name] !== undefined && values[name] !== channel[name]);
  if (changes.length === 0) return false;
  if (isGiven(values.name)) {
    verifyNameInternal(ctx.config, values.name);
    await refuseTaken(ctx, values.name);
  }
  // Koji takes nil only where nothing changes.
  for (const text of [values.description, values.comment]) if (text !== undefined) checkedText(text);
  const changed = Object.fromEntries(changes.map((name) => [name, values[name]]));
  await ctx.db.update('channels', changed, sql`id = ${channel.id}`);
  return true;
}

/**
 * Enables or disables a channel; a disabled one takes no new tasks and its tasks get no host. Checks no permission.
 * Throws GenericError `No such channel: <info>`.
 */
export async function setChannelEnabled(
  ctx: Context,
  info: NameOrId,
  enabled: boolean,
  comment: string | null,
): Promise<void> {
  const channel = await findChannel(ctx, info);
  if (channel === undefined) throw new GenericError(faultText`No such channel: ${info}`);
  await ctx.db.update('channels', { enabled, comment: comment ?? undefined }, sql`id = ${channel.id}`);
  wakeScheduler(ctx);
}

async function refuseTaken(ctx: Context, name: string): Promise<void> {
  const taken = await findChannel(ctx, name);
  if (taken) throw new GenericError(`channel ${taken.name} already exists (id=${taken.id})`);
}
