import { join, normalize, relative, resolve } from 'node:path';
import { CommandError } from '../errors.js';

/**
 * The file of this name in a folder. The name comes from the hub and must not lead out of the folder. Throws
 * CommandError.
 */
export function fileBelow(folder: string, name: string): string {
  const inside = relative(resolve(folder), resolve(folder, name));
  if (inside === '' || inside === '..' || inside.startsWith('../') || inside.startsWith('/')) {
    throw new CommandError(`Invalid file name: ${name}`);
  }
  return normalize(join(folder, name));
}
