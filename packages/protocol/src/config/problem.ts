/** One mistake in the configuration: where it is, what is wrong, and what would be right. */
export interface ConfigProblem {
  /** The file, or how the text came in. */
  readonly file: string;
  /** Line number from 1; left out when the mistake belongs to no line. */
  readonly line?: number;
  readonly message: string;
}

/** The problem as one line, `FILE:LINE: MESSAGE`. */
export function formatProblem({ file, line, message }: ConfigProblem): string {
  return `${file}${line === undefined ? '' : `:${line}`}: ${message}`;
}

/** Says that a configuration cannot be used: every mistake in it, one per line. */
export class ConfigError extends Error {
  constructor(readonly problems: readonly ConfigProblem[]) {
    super(problems.map(formatProblem).join('\n'));
    this.name = 'ConfigError';
  }
}
