import { isFault, type Tag } from '@kojikit/protocol';
import type { CommandContext } from '../command.js';
import { CommandError, UsageError } from '../errors.js';
import type { HubSession } from '../session/hub-session.js';

/** The arguments `<tag> <package> [<package> ...]`. Throws UsageError. */
export function tagAndPackages(args: readonly string[]): { tag: string; packages: readonly string[] } {
  const [tag, ...packages] = args;
  if (tag === undefined || packages.length === 0) {
    throw new UsageError('Please specify a tag and at least one package');
  }
  return { tag, packages };
}

/**
 * Makes sure that a tag lists some packages, before anything is changed. Throws CommandError after a line for each that it
 * does not list.
 *
 * @param inherited packages that the tag inherits count as well
 * @param complaint what to say of one that it does not list
 */
export async function requireListed(
  { hub, warn }: Pick<CommandContext, 'hub' | 'warn'>,
  tagName: string,
  packages: readonly string[],
  { inherited = false, complaint }: { inherited?: boolean; complaint: (name: string) => string },
): Promise<void> {
  const { id } = await listingTag(hub, tagName);
  const present = await packageNames(hub, id, inherited);
  const missing = packages.filter((name) => !present.has(name));
  for (const name of missing) warn(complaint(name));
  if (missing.length > 0) throw new CommandError();
}

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
