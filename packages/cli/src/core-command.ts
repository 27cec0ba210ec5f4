import type { OptionTable } from '@kojikit/command-line';
import type { Command } from './command.js';

/**
 * A command of ours. Its file is called as the command is and lies in the folder of its category;
 * `npm run reports` writes the table of the folder, its `index.ts`, from these files, so that none is loaded before it runs.
 */
export interface CoreCommand<O extends OptionTable = OptionTable> extends Command<O> {
  /** One line for `koji help`. */
  readonly summary: string;
  /** The command does not log in unless the user forces it or asks for `--mine`. Default: false. */
  readonly anonymous?: boolean;
}

/** Types a command of ours; its options are read in `run` under the names of the table. */
export function coreCommand<const O extends OptionTable>(definition: CoreCommand<O>): CoreCommand {
  return definition as unknown as CoreCommand;
}
