import type { CommandEntry } from '../command-entry.js';

/** Commands of the category `build`. */
export const buildCommands: readonly CommandEntry[] = [
  {
    name: 'cancel',
    category: 'build',
    summary: 'Cancel tasks and builds',
    load: async () => (await import('./cancel.js')).cancel,
  },
  {
    name: 'resubmit',
    category: 'build',
    summary: 'Run a task again that failed or was canceled',
    load: async () => (await import('./resubmit.js')).resubmit,
  },
];
