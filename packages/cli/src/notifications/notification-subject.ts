import { isFault } from '@kojikit/protocol';
import { UsageError } from '../errors.js';
import type { HubSession } from '../session/hub-session.js';

/** The id of a package by name; `null` for no name. Throws UsageError when there is no such package. */
export async function packageIdOf(hub: HubSession, name: string | undefined): Promise<number | null> {
  if (!name) return null;
  const id = await hub.call('getPackageID', { name });
  if (id === null) throw new UsageError(`No such package: ${name}`);
  return id;
}

/** The id of a tag by name; `null` for no name. Throws UsageError when there is no such tag. */
export async function tagIdOf(hub: HubSession, name: string | undefined): Promise<number | null> {
  if (!name) return null;
  try {
    return await hub.call('getTagID', { info: name, strict: true });
  } catch (error) {
    if (isFault(error, 'GenericError')) throw new UsageError(`No such tag: ${name}`);
    throw error;
  }
}
