import { GenericError, type Target } from '@kojikit/protocol';
import { UsageError } from '../errors.js';
import type { HubSession } from '../session/hub-session.js';

/**
 * The target that something is to be built for, with a destination that takes builds. Throws UsageError.
 *
 * @param scratch a locked destination does not matter: nothing is tagged
 */
export async function usableTarget(
  hub: HubSession,
  name: string,
  { scratch }: { scratch: boolean },
): Promise<Target> {
  const target = await hub.call('getBuildTarget', { info: name });
  if (!target) throw new UsageError(`No such build target: ${name}`);
  const destination = await hub.call('getTag', { tagInfo: target.dest_tag });
  if (!destination) throw new UsageError(`No such destination tag: ${target.dest_tag_name}`);
  if (destination.locked && !scratch) throw new UsageError(`Destination tag ${destination.name} is locked`);
  return target;
}

/**
 * The target of a build, or none for the word `none` together with a repo to build from. Throws UsageError.
 *
 * @returns the name as it was given, null for none
 */
export async function targetOrNone(
  hub: HubSession,
  name: string,
  { scratch, repoId }: { scratch: boolean; repoId: number | undefined },
): Promise<string | null> {
  if (name.toLowerCase() === 'none' && repoId) return null;
  await usableTarget(hub, name, { scratch });
  return name;
}

/** Makes sure that an image can be built for a target. Throws GenericError. */
export async function requireTarget(hub: HubSession, name: string): Promise<void> {
  const target = await hub.call('getBuildTarget', { info: name });
  if (!target) throw new GenericError(`No such build target: ${name}`);
  if (!(await hub.call('getTag', { tagInfo: target.dest_tag }))) {
    throw new GenericError(`No such destination tag: ${target.dest_tag_name}`);
  }
}
