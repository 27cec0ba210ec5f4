import { isNamed } from './is-named.js';

/** A mistake in how a program was called: usage and message go to stderr, the exit status is 2. */
export class UsageError extends Error {
  static override [Symbol.hasInstance](value: unknown): boolean {
    return isNamed(this, UsageError, 'UsageError', value);
  }

  override readonly name: string = 'UsageError';
}

/** A word that is none of those that could stand there, so that one of them was probably meant. */
export class UnknownWord extends UsageError {
  /**
   * @param word what was given
   * @param known what would have been right
   */
  constructor(
    message: string,
    readonly word: string,
    readonly known: readonly string[],
  ) {
    super(message);
  }
}
