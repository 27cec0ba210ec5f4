/** What an option is for, as the reference tells it. */
export interface OptionWords {
  readonly doc: string;
  /** What holds when it is left out, as one would write it; none: nothing holds. */
  readonly default?: string;
  /** A value that makes sense; left out where the default is one. */
  readonly example?: string;
}

type Options = Readonly<Record<string, OptionWords>>;

/** Every option of `plugins/runroot.conf` by section, but for those of the mounts. */
export const RUNROOT_OPTIONS: Readonly<Record<string, Options>> = {
  runroot: {
    internal_dev_setup: { doc: "mock's option of that name; left out: mock's own choice.", example: 'yes' },
  },
  paths: {
    default_mounts: {
      doc: 'Paths, by commas, that are mounted in every root, as their sections say.',
      example: '/mnt/archive,/mnt/workdir',
    },
    safe_roots: {
      doc: 'Paths, by commas: callers may ask for read-write mounts of these and of what is below them.',
      example: '/mnt/workdir/tmp',
    },
    path_subs: {
      doc: 'Replacements of the start of paths that callers ask for, one a line: `FROM,TO`. The first that fits is made.',
      example: '/mnt/archive/prehistory/,/mnt/prehistoric_disk/archive/prehistory',
    },
  },
};

/** The options of a section `[pathN]`: where a mount of a root comes from. All are required. */
export const SOURCE_OPTIONS = {
  mountpoint: {
    doc: 'Paths at and below this one are served, inside of the root and as callers name them.',
    example: '/mnt/archive',
  },
  path: {
    doc: 'What stands for the mount point: a folder of the host, or a remote one.',
    example: 'archive.example.com:/vol/archive',
  },
  fstype: { doc: 'Its type, as mount(8) takes it.', example: 'nfs' },
  options: {
    doc: 'Options of mount(8), by commas; `bg` is refused.',
    example: 'ro,hard,intr,nosuid,nodev,noatime,tcp',
  },
} as const satisfies Options;
