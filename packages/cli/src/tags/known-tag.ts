import type { Tag } from '@kojikit/protocol';
import { UsageError } from '../errors.js';
import type { HubSession } from '../session/hub-session.js';

/** A tag by name or id, which must exist. Throws UsageError. */
export async function knownTag(hub: HubSession, name: string, at: { event?: number } = {}): Promise<Tag> {
  const tag = await hub.call('getTag', { tagInfo: name, ...at });
  if (!tag) throw new UsageError(`No such tag: ${name}`);
  return tag;
}
