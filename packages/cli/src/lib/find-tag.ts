import { UsageError } from '../errors.js';
import type { HubSession } from '../session/hub-session.js';

/** A tag as `getTag` answers it. */
export interface TagInfo {
  id: number;
  name: string;
  arches: string | null;
}

/**
 * A tag by name or id, which must exist.
 *
 * @throws UsageError
 */
export async function knownTag(hub: HubSession, name: string, at: { event?: number } = {}): Promise<TagInfo> {
  const tag = await hub.call<TagInfo | null>('getTag', [name], at);
  if (!tag) throw new UsageError(`No such tag: ${name}`);
  return tag;
}
