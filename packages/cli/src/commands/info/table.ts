import type { CommandEntry } from '../command-entry.js';

/** Commands of the category `info`. */
export const infoCommands: readonly CommandEntry[] = [
  {
    name: 'hostinfo',
    category: 'info',
    summary: 'Show build hosts',
    anonymous: true,
    load: async () => (await import('./hostinfo.js')).hostinfo,
  },
  {
    name: 'latest-build',
    category: 'info',
    summary: 'Show the latest builds in a tag',
    anonymous: true,
    load: async () => (await import('./latest-build.js')).latestBuild,
  },
  {
    name: 'list-channels',
    category: 'info',
    summary: 'List the channels',
    anonymous: true,
    load: async () => (await import('./list-channels.js')).listChannels,
  },
  {
    name: 'list-history',
    category: 'info',
    summary: 'Show who changed what and when',
    anonymous: true,
    load: async () => (await import('./list-history.js')).listHistory,
  },
  {
    name: 'list-hosts',
    category: 'info',
    summary: 'List the build hosts',
    anonymous: true,
    load: async () => (await import('./list-hosts.js')).listHosts,
  },
  {
    name: 'list-permissions',
    category: 'info',
    summary: 'List permissions',
    load: async () => (await import('./list-permissions.js')).listPermissions,
  },
  {
    name: 'list-tags',
    category: 'info',
    summary: 'List the tags',
    anonymous: true,
    load: async () => (await import('./list-tags.js')).listTags,
  },
  {
    name: 'list-tasks',
    category: 'info',
    summary: 'List tasks',
    load: async () => (await import('./list-tasks.js')).listTasks,
  },
  {
    name: 'taginfo',
    category: 'info',
    summary: 'Show tags',
    anonymous: true,
    load: async () => (await import('./taginfo.js')).taginfo,
  },
];
