import { CommandError } from '../errors.js';
import type { HubSession } from '../session/hub-session.js';

/**
 * Makes sure that something can be built in a tag. Throws CommandError when there is no such tag or it has no
 * architectures.
 */
export async function checkBuildTag(hub: HubSession, name: string): Promise<void> {
  const tag = await hub.call('getTag', { tagInfo: name });
  if (!tag) throw new CommandError(`No such tag: ${name}`);
  if (!tag.arches) throw new CommandError(`Build tag has no arches: ${name}`);
}

/** Makes sure that builds can go into a tag. Throws CommandError. */
export async function checkDestinationTag(hub: HubSession, name: string): Promise<void> {
  if (!(await hub.call('getTag', { tagInfo: name })))
    throw new CommandError(`No such destination tag: ${name}`);
}
