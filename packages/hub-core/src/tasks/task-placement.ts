import { GenericError } from '@kojikit/protocol';
import { findChannel, getChannel, type ChannelInfo } from '../hosts/index.js';
import type { PolicyData } from '../ground/policies.js';
import type { NameOrId } from '../readers/index.js';
import type { Context } from '../ground/context.js';
import { faultText } from '../rpc/fault-text.js';

/** The channel that a caller asks for by name. Throws GenericError when it is unknown or disabled. */
export async function requestedChannel(ctx: Context, name: NameOrId): Promise<ChannelInfo> {
  const channel = await findChannel(ctx, name);
  if (channel === undefined) throw new GenericError(faultText`No such channel: ${name}`);
  if (!channel.enabled) throw new GenericError(faultText`Channel ${name} is disabled.`);
  return channel;
}

export interface ChannelChoices {
  /** The channel of the parent task, for the rule `parent`. */
  readonly parent: number | undefined;
  /** The channel that was asked for, for the rule `req`. */
  readonly requested: number | undefined;
}

/** Asks the channel policy which channel a new task goes to. Throws GenericError `invalid channel policy`. */
export async function channelByPolicy(
  ctx: Context,
  data: PolicyData,
  choices: ChannelChoices,
): Promise<number> {
  const decision = await ctx.policy.evaluate('channel', data);
  if (decision === undefined) return (await getChannel(ctx, 'default')).id;
  const [action, name] = decision.action.split(/\s+/);
  if (action === 'use' && name !== undefined) {
    const channel = await getChannel(ctx, name);
    if (!channel.enabled) throw new GenericError(`Channel ${name} is disabled.`);
    return channel.id;
  }
  if (action === 'parent' && choices.parent !== undefined) return choices.parent;
  if (action === 'req' && choices.requested !== undefined) return choices.requested;
  ctx.log.error({ rule: decision.rule }, 'the channel policy gives no channel');
  throw new GenericError('invalid channel policy');
}

/** Asks the priority policy what becomes of a new task's priority. Throws GenericError `invalid priority policy`. */
export async function priorityByPolicy(ctx: Context, data: PolicyData, priority: number): Promise<number> {
  const decision = await ctx.policy.evaluate('priority', data);
  if (decision === undefined) return priority;
  const [action, amount = ''] = decision.action.split(/\s+/);
  if (action === 'stay') return priority;
  if (/^[+-]?\d+$/.test(amount)) {
    if (action === 'set') return Number(amount);
    if (action === 'adjust') return priority + Number(amount);
  }
  ctx.log.error({ rule: decision.rule }, 'the priority policy gives no priority');
  throw new GenericError('invalid priority policy');
}
