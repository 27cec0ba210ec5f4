/** Replaces a leading `~` by the user's home folder. */
export function expandHome(path: string): string {
  return path === '~' || path.startsWith('~/') ? home() + path.slice(1) : path;
}

function home(): string {
  // Node's module is loaded where it is needed only: a short command has the time to notice it.
  return process.env['HOME'] ?? process.getBuiltinModule('node:os').homedir();
}
