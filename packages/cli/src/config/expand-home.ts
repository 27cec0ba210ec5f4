import { homedir } from 'node:os';

/** Replaces a leading `~` by the user's home folder. */
export function expandHome(path: string): string {
  return path === '~' || path.startsWith('~/') ? (process.env['HOME'] ?? homedir()) + path.slice(1) : path;
}
