import type { CommandEntry } from '../command-entry.js';

/** The commands of this folder. Written by `npm run reports` from their files. */
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
    name: 'promote-build',
    category: 'misc',
    summary: 'Make a draft build a build',
    load: async () => (await import('./promote-build.js')).promoteBuild,
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
