import { CommandError } from '../errors.js';

/**
 * Refuses a command line of which something is not there, before anything is changed. Throws CommandError after a line
 * for each name that is not known.
 *
 * @param found what the hub answered to each name, null for what it does not know
 */
export function requireAll(
  kind: string,
  names: readonly string[],
  found: readonly unknown[],
  print: (line: string) => void,
): void {
  for (const [index, row] of found.entries()) if (!row) print(`No such ${kind}: ${names[index]}`);
  if (found.includes(null)) throw new CommandError('No changes made. Please correct the command line.');
}
