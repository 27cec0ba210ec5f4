import { pythonRepr } from '@kojikit/protocol';

/** What is told while one waits for a repo, each on a line of stdout. */
export interface RepoLog {
  debug(line: string, ...values: unknown[]): void;
  info(line: string): void;
  error(line: string): void;
}

/** How much of it is told. */
export interface RepoLogOptions {
  debug: boolean;
  quiet: boolean;
  verbose: boolean;
}

/** Debugging tells all, quiet only errors, verbose the steps as well. */
export function repoLog(print: (line: string) => void, { debug, quiet, verbose }: RepoLogOptions): RepoLog {
  return {
    debug: (line, ...values) => {
      if (debug) print([line, ...values.map(pythonRepr)].join(' '));
    },
    info: (line) => {
      if (debug || (verbose && !quiet)) print(line);
    },
    error: print,
  };
}
