/** What an option is for, as the reference tells it. */
export interface OptionWords {
  readonly doc: string;
  /** What holds when it is left out, as one would write it; none: nothing holds. */
  readonly default?: string;
  readonly unit?: string;
  /** A value that makes sense; left out where the default is one. */
  readonly example?: string;
}

/**
 * Every option of the builder's `plugins/save_failed_tree.conf`, by section. One that does not exist is a mistake: a misspelt
 * filter would silently not protect anything.
 */
export const SAVING_OPTIONS: Readonly<Record<string, Readonly<Record<string, OptionWords>>>> = {
  filters: {
    paths: {
      doc: 'Globs of paths, by white space, that are left out besides those that always are.',
      example: '/etc/*.keytab /tmp/krb5cc*',
    },
    ignore_case: { doc: 'The globs match in any case.', default: 'no' },
    save_credentials: {
      doc: 'Names, by white space, of the rules for credentials that are not applied.',
      example: 'ssh-keys',
    },
  },
  general: {
    volume: { doc: 'Volume of the hub that archives go to.', default: 'DEFAULT' },
    compression: { doc: '`gzip` or `zstd`.', default: 'gzip' },
    level: {
      doc: 'Level of the compression: 1 to 9 for gzip, 1 to 19 for zstd.',
      default: '6 for gzip, 3 for zstd',
      example: '3',
    },
    threads: {
      doc: 'Processors to compress with, at most 8.',
      unit: 'processors',
      default: 'all, up to 8',
      example: '4',
    },
  },
  // Where Koji's sample file has the volume, which Koji itself reads from [general].
  global: { volume: { doc: 'The same as `volume` in `[general]`.', example: 'DEFAULT' } },
  limits: {
    max_size: {
      doc: 'The largest tree, before compression; 0: no limit.',
      unit: 'bytes, or with K M G T',
      default: '0',
      example: '20G',
    },
  },
};
