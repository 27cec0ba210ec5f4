/** What the archiver is told: the one argument of the program, as JSON. */
export interface ArchiveOrder {
  /** Folder of the root as this program sees it. */
  readonly root: string;
  /** Where the root is in the archive. */
  readonly prefix: string;
  /** Path inside the root of what to save: `/`, or `/builddir`. */
  readonly start: string;
  /** Globs of the configuration. */
  readonly filters: readonly string[];
  readonly ignoreCase: boolean;
  /** Names of the rules for credentials that are not applied. */
  readonly savedCredentials: readonly string[];
  /** Bytes of files that are read at most; 0: no limit. */
  readonly maxBytes: number;
  readonly compression: 'gzip' | 'zstd';
  readonly level: number;
  /** Processors to compress with. */
  readonly threads: number;
  /** Name in the archive of the list of what was left out. */
  readonly listName: string;
  /** A path where that list is kept meanwhile. */
  readonly listFile: string;
}

/** What the archiver says, one JSON value per line of its standard error. */
export type ArchiveReport =
  | { readonly surveyed: { readonly bytes: number; readonly entries: number } }
  | { readonly progress: ArchiveProgress }
  | { readonly done: ArchiveProgress & { readonly leftOut: Readonly<Record<string, number>> } }
  | { readonly missing: string };

export interface ArchiveProgress {
  /** Bytes of files that were read. */
  readonly bytes: number;
  readonly entries: number;
}

/** The line that lets the archiver go on after the survey. Its input has to stay open: when it ends, so does the archiver. */
export const GO = 'go\n';
