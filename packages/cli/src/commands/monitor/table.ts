import type { CommandEntry } from '../command-entry.js';

/** Commands of the category `monitor`. */
export const monitorCommands: readonly CommandEntry[] = [
  {
    name: 'watch-logs',
    category: 'monitor',
    summary: 'Show the logs of tasks while they grow',
    anonymous: true,
    load: async () => (await import('./watch-logs.js')).watchLogs,
  },
  {
    name: 'watch-task',
    category: 'monitor',
    summary: 'Follow tasks until they end',
    anonymous: true,
    load: async () => (await import('./watch-task.js')).watchTask,
  },
];
