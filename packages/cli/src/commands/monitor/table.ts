import type { CommandEntry } from '../command-entry.js';

/** Commands of the category `monitor`. */
export const monitorCommands: readonly CommandEntry[] = [
  {
    name: 'scheduler-info',
    category: 'monitor',
    summary: 'Show how tasks were given to hosts',
    anonymous: true,
    load: async () => (await import('./scheduler-info.js')).schedulerInfo,
  },
  {
    name: 'scheduler-logs',
    category: 'monitor',
    summary: 'Show the messages of the scheduler',
    load: async () => (await import('./scheduler-logs.js')).schedulerLogs,
  },
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
