import type { CommandEntry } from '../command-entry.js';

/** Commands of the category `download`. */
export const downloadCommands: readonly CommandEntry[] = [
  {
    name: 'download-logs',
    category: 'download',
    summary: 'Fetch the logs of tasks or builds',
    anonymous: true,
    load: async () => (await import('./download-logs.js')).downloadLogs,
  },
  {
    name: 'download-task',
    category: 'download',
    summary: 'Fetch the files of a task',
    anonymous: true,
    load: async () => (await import('./download-task.js')).downloadTask,
  },
];
