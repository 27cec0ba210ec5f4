import { isNamed } from '@kojikit/command-line';

export { UsageError } from '@kojikit/command-line';

/**
 * Ends a command with a plain message on stderr and an exit status (1 when left out). An empty message prints
 * nothing, as where the command has already told its story on stdout. The hint is for people: it stands below the message
 * where stderr is a terminal or `--debug` is on, so that scripts find Koji's text alone.
 */
export class CommandError extends Error {
  static override [Symbol.hasInstance](value: unknown): boolean {
    return isNamed(this, CommandError, 'CommandError', value);
  }

  override readonly name = 'CommandError';

  constructor(
    message = '',
    readonly exitCode = 1,
    readonly hint?: string,
  ) {
    super(message);
  }
}

/** A refusal that the command reports as Koji reports exceptions: `[ERROR] koji: <kind>: <message>`, status 1. */
export class LoggedError extends Error {
  constructor(
    readonly kind: string,
    message: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
    this.name = kind;
  }
}
