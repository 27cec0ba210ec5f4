import type { CommandEntry } from '../command-entry.js';

/** The commands of this folder. Written by `npm run reports` from their files. */
export const bindCommands: readonly CommandEntry[] = [
  {
    name: 'move-build',
    category: 'bind',
    summary: 'Move builds from one tag to another',
    load: async () => (await import('./move-build.js')).moveBuild,
  },
  {
    name: 'tag-build',
    category: 'bind',
    summary: 'Tag builds',
    load: async () => (await import('./tag-build.js')).tagBuild,
  },
  {
    name: 'untag-build',
    category: 'bind',
    summary: 'Take builds out of a tag',
    load: async () => (await import('./untag-build.js')).untagBuild,
  },
];
