import type { CommandEntry } from '../command-entry.js';

/** The commands of this folder. Written by `npm run reports` from their files. */
export const monitorCommands: readonly CommandEntry[] = [
  {
    name: 'add-notification',
    category: 'monitor',
    summary: 'Have notifications about builds sent',
    load: async () => (await import('./add-notification.js')).addNotification,
  },
  {
    name: 'block-notification',
    category: 'monitor',
    summary: 'Keep notifications from being sent',
    load: async () => (await import('./block-notification.js')).blockNotification,
  },
  {
    name: 'edit-notification',
    category: 'monitor',
    summary: 'Change which notifications are sent',
    load: async () => (await import('./edit-notification.js')).editNotification,
  },
  {
    name: 'list-notifications',
    category: 'monitor',
    summary: 'List notifications about builds, and blocks of them',
    anonymous: true,
    load: async () => (await import('./list-notifications.js')).listNotifications,
  },
  {
    name: 'remove-notification',
    category: 'monitor',
    summary: 'Have notifications not sent any more',
    load: async () => (await import('./remove-notification.js')).removeNotification,
  },
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
    name: 'unblock-notification',
    category: 'monitor',
    summary: 'Remove blocks of notifications',
    load: async () => (await import('./unblock-notification.js')).unblockNotification,
  },
  {
    name: 'wait-repo',
    category: 'monitor',
    summary: 'Wait for a repo of a tag',
    anonymous: true,
    load: async () => (await import('./wait-repo.js')).waitRepo,
  },
  {
    name: 'wait-repo-request',
    category: 'monitor',
    summary: 'Wait for a requested repo',
    load: async () => (await import('./wait-repo-request.js')).waitRepoRequest,
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
