import { randomInt } from 'node:crypto';
import { GenericError, type Reference } from '@kojikit/protocol';
import { faultText, canonArch, type Context } from '@kojikit/hub-core/plugin';

/** What counts of a tag here. */
export interface TagArches {
  readonly name: string;
  readonly arches: string | null;
}

/**
 * The arch of a task whose command may run on any: `noarch` when the tag covers every arch of every host, else one
 * that tag and channel have in common, picked at random to spread the load. Throws GenericError when there is none.
 */
export async function taskArch(
  ctx: Context,
  tag: TagArches,
  asked: { tagInfo: Reference; channel: Reference },
): Promise<string> {
  const tagArches = words(tag.arches);
  if (tagArches.length === 0) throw new GenericError(`no arches defined for tag ${tag.name}`);
  const known = await ctx.call('getAllArches');
  if (known.every((arch) => tagArches.includes(arch))) return 'noarch';

  const offered = await channelArches(ctx, asked.channel);
  const choices = tagArches.filter((arch) => offered.has(arch));
  if (choices.length === 0) {
    const where = faultText`${asked.tagInfo}/${asked.channel}`;
    throw new GenericError(`no common arches for tag/channel: ${where}`);
  }
  return canonArch(choices[randomInt(choices.length)] as string);
}

async function channelArches(ctx: Context, channel: Reference): Promise<Set<string>> {
  const { id } = await ctx.call('getChannel', { channelInfo: channel, strict: true });
  const hosts = await ctx.call('listHosts', { channelID: id, enabled: true });
  return new Set(hosts.flatMap(({ arches }) => words(arches).map(canonArch)));
}

function words(text: string | null): string[] {
  return (text ?? '').split(/\s+/).filter((word) => word !== '');
}
