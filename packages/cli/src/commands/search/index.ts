import type { CommandEntry } from '../command-entry.js';

/** The commands of this folder. Written by `npm run reports` from their files. */
export const searchCommands: readonly CommandEntry[] = [
  {
    name: 'search',
    category: 'search',
    summary: 'Search by pattern',
    anonymous: true,
    load: async () => (await import('./search.js')).search,
  },
];
