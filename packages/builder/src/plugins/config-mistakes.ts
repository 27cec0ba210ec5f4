import { ConfigurationError, type ConfigIssue } from '@kojikit/protocol';

/** One thing that is wrong, with the section and the option that it is about, as far as there are any. */
export interface ConfigMistake {
  readonly path: readonly string[];
  readonly message: string;
}

/**
 * What is wrong with a plugin's configuration: all of it, for schemas that are written by hand. Messages
 * name section and option by themselves.
 */
export class ConfigMistakes extends ConfigurationError {
  readonly issues: readonly ConfigIssue[];

  constructor(issues: readonly ConfigMistake[]) {
    super(issues.map(({ message }) => message).join('\n'));
    this.issues = issues.map((issue) => ({ ...issue, code: 'whole' }));
  }
}
