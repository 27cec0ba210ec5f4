import { rmdir } from 'node:fs/promises';
import { dirname } from 'node:path';

/**
 * Removes a folder that was made, and those above it up to `highest`, as long as they are empty: what another request has
 * put something into meanwhile stays.
 */
export async function removeEmptyFolders(from: string, highest: string): Promise<void> {
  for (let folder = from; folder.startsWith(highest); folder = dirname(folder)) {
    try {
      await rmdir(folder);
    } catch {
      return;
    }
  }
}
