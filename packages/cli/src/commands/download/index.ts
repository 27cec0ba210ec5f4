import type { CommandEntry } from '../command-entry.js';

/** The commands of this folder. Written by `npm run reports` from their files. */
export const downloadCommands: readonly CommandEntry[] = [
  {
    name: 'download-build',
    category: 'download',
    summary: 'Fetch the files of a build',
    anonymous: true,
    load: async () => (await import('./download-build.js')).downloadBuild,
  },
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
