import type { CommandEntry } from '../command-entry.js';

/** Commands of the category `misc`. */
export const miscCommands: readonly CommandEntry[] = [
  {
    name: 'call',
    category: 'misc',
    summary: 'Call any method of the hub',
    load: async () => (await import('./call.js')).call,
  },
  {
    name: 'completion',
    category: 'misc',
    summary: 'Print a script that completes lines in bash, zsh or fish',
    load: async () => (await import('./completion.js')).completion,
  },
  {
    name: 'dist-repo',
    category: 'misc',
    summary: 'Have a repo made for distribution',
    load: async () => (await import('./dist-repo.js')).distRepo,
  },
  {
    name: 'help',
    category: 'misc',
    summary: 'List the commands, all or by category',
    load: async () => (await import('./help.js')).help,
  },
  {
    name: 'import-comps',
    category: 'misc',
    summary: 'Import groups from a comps file',
    load: async () => (await import('./import-comps.js')).importComps,
  },
  {
    name: 'moshimoshi',
    category: 'misc',
    summary: 'Say hello and tell who you are to the hub',
    load: async () => (await import('./moshimoshi.js')).moshimoshi,
  },
  {
    name: 'request-repo',
    category: 'misc',
    summary: 'Request a repo for a tag',
    load: async () => (await import('./request-repo.js')).requestRepo,
  },
  {
    name: 'version',
    category: 'misc',
    summary: 'Show the versions of client and hub',
    load: async () => (await import('./version.js')).version,
  },
];
