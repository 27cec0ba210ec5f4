import type { Command } from '../command.js';
import type { Category } from './categories.js';

/** A line of the table of commands. It must be cheap: all of them are read on every run. */
export interface CommandEntry {
  /** As typed, with dashes. */
  readonly name: string;
  readonly category: Category;
  /** One line for `koji help`. */
  readonly summary: string;
  /** The command does not log in unless the user forces it or asks for `--mine`. Default: false. */
  readonly anonymous?: boolean;
  /** Loads the code. */
  load(): Promise<Command>;
}
