import { isFault, type Tag } from '@kojikit/protocol';
import { CommandError } from '../errors.js';
import type { HubSession } from '../session/hub-session.js';

/** The tag of a package list, which must exist. Throws CommandError. */
export async function listingTag(hub: HubSession, name: string): Promise<Tag> {
  const tag = await hub.call('getTag', { tagInfo: name });
  if (!tag) throw new CommandError(`No such tag: ${name}`);
  return tag;
}

/** The names of the packages that a tag lists, and those that it inherits if wanted. */
export async function packageNames(hub: HubSession, tagId: number, inherited = false): Promise<Set<string>> {
  const keywords = { tagID: tagId, ...(inherited && { inherited }) };
  const names = (rows: Array<{ package_name: string }>) => new Set(rows.map((row) => row.package_name));
  try {
    return names(await hub.call('listPackages', { ...keywords, with_owners: false }));
  } catch (error) {
    // Hubs before 1.25 always tell owners.
    if (!isFault(error, 'ParameterError')) throw error;
    return names(await hub.call('listPackages', keywords));
  }
}
