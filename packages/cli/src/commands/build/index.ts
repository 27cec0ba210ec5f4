import type { CommandEntry } from '../command-entry.js';

/** The commands of this folder. Written by `npm run reports` from their files. */
export const buildCommands: readonly CommandEntry[] = [
  {
    name: 'build',
    category: 'build',
    summary: 'Build a package from source',
    load: async () => (await import('./build.js')).build,
  },
  {
    name: 'cancel',
    category: 'build',
    summary: 'Cancel tasks and builds',
    load: async () => (await import('./cancel.js')).cancel,
  },
  {
    name: 'chain-build',
    category: 'build',
    summary: 'Build packages one after the other',
    load: async () => (await import('./chain-build.js')).chainBuild,
  },
  {
    name: 'dud-build',
    category: 'build',
    summary: 'Make a driver update disk (hubs with the plugin dud)',
    load: async () => (await import('./dud-build.js')).dudBuild,
  },
  {
    name: 'image-build',
    category: 'build',
    summary: 'Make a disk image from an install tree',
    load: async () => (await import('./image-build.js')).imageBuild,
  },
  {
    name: 'image-build-indirection',
    category: 'build',
    summary: 'Make a disk image out of other disk images',
    load: async () => (await import('./image-build-indirection.js')).imageBuildIndirection,
  },
  {
    name: 'kiwi-build',
    category: 'build',
    summary: 'Make an image with KIWI (hubs with the plugin kiwi)',
    load: async () => (await import('./kiwi-build.js')).kiwiBuild,
  },
  {
    name: 'maven-build',
    category: 'build',
    summary: 'Build a Maven package from source',
    load: async () => (await import('./maven-build.js')).mavenBuild,
  },
  {
    name: 'maven-chain',
    category: 'build',
    summary: 'Build Maven packages in the order of what they need',
    load: async () => (await import('./maven-chain.js')).mavenChain,
  },
  {
    name: 'resubmit',
    category: 'build',
    summary: 'Run a task again that failed or was canceled',
    load: async () => (await import('./resubmit.js')).resubmit,
  },
  {
    name: 'spin-appliance',
    category: 'build',
    summary: 'Make an appliance from a kickstart file',
    load: async () => (await import('./spin-appliance.js')).spinAppliance,
  },
  {
    name: 'spin-livecd',
    category: 'build',
    summary: 'Make a live CD from a kickstart file',
    load: async () => (await import('./spin-livecd.js')).spinLivecd,
  },
  {
    name: 'spin-livemedia',
    category: 'build',
    summary: 'Make live media from a kickstart file',
    load: async () => (await import('./spin-livemedia.js')).spinLivemedia,
  },
  {
    name: 'win-build',
    category: 'build',
    summary: 'Build a Windows package from source',
    load: async () => (await import('./win-build.js')).winBuild,
  },
  {
    name: 'wrapper-rpm',
    category: 'build',
    summary: 'Build rpms around the files of a build',
    load: async () => (await import('./wrapper-rpm.js')).wrapperRpm,
  },
];
