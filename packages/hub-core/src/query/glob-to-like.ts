import { CallerMistake } from '../rpc/caller-mistake.js';
/**
 * A shell pattern (`*`, `?`) as a pattern of SQL's LIKE with backslash as escape. Throws TypeError for anything but
 * text, which Koji refuses without a fault code too.
 */
export function globToLike(pattern: unknown): string {
  if (typeof pattern !== 'string') throw new CallerMistake('a pattern must be text');
  return pattern.replaceAll('\\', '\\\\').replaceAll('_', '\\_').replaceAll('?', '_').replaceAll('*', '%');
}
