import type { NameOrId } from '../readers/index.js';
import type { Context } from '../ground/context.js';
import { editHost } from './change-hosts.js';
import { addHostToChannel, removeHostFromChannel } from './host-channels.js';
import { getChannel, readChannels } from './read-channels.js';
import { getHost } from './read-hosts.js';
import type { WholeHostEdit } from './readers/host-changes.js';

/**
 * Changes a host in all that is given; what the call has written before a refusal is undone with it. A disabled channel
 * stays one of a host that listens to it already. Checks no permission.
 * Throws GenericError as the operations on settings and channels do.
 */
export async function changeHost(ctx: Context, info: NameOrId, changes: WholeHostEdit): Promise<void> {
  const { channels, ...settings } = changes;
  const host = await getHost(ctx, info);
  await editHost(ctx, host.id, settings);
  if (channels === undefined) return;
  const wanted = new Map<number, string>();
  for (const channel of channels) {
    const { id, name } = await getChannel(ctx, channel);
    wanted.set(id, name);
  }
  const held = await readChannels(ctx, { host: host.id });
  for (const { id, name } of held) if (!wanted.delete(id)) await removeHostFromChannel(ctx, host.id, name);
  for (const name of wanted.values())
    await addHostToChannel(ctx, host.id, name, { create: false, force: false });
}
