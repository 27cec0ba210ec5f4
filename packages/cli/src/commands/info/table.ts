import type { CommandEntry } from '../command-entry.js';

/** Commands of the category `info`. */
export const infoCommands: readonly CommandEntry[] = [
  {
    name: 'list-tags',
    category: 'info',
    summary: 'List the tags',
    anonymous: true,
    load: async () => (await import('./list-tags.js')).listTags,
  },
];
