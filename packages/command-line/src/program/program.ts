import type { OptionTable, OptionValues } from '../options/option.js';

/** A command of a program. */
export interface ProgramCommand<O extends OptionTable = OptionTable> {
  /** As typed, of one word or two: `serve`, `user add`. */
  readonly name: string;
  /** What stands behind the name: `[options] NAME`. */
  readonly usage: string;
  /** What it does, for the help pages. */
  readonly summary: string;
  /** All options that may stand behind the name, those of the program included. */
  readonly options: O;
  /** How many arguments it takes besides options. Default: 0. */
  readonly arguments?: number;
  /** How many more it takes. Default: 0. */
  readonly optional?: number;
  /** Does the work and returns the exit status. Throws UsageError when something is wrong with how it was called. */
  run(options: OptionValues<O>, args: readonly string[]): Promise<number>;
}

/** Types a command; its options are read in `run` under the names of the table. */
export function programCommand<const O extends OptionTable>(definition: ProgramCommand<O>): ProgramCommand {
  return definition as unknown as ProgramCommand;
}

/** A program with commands, of which one is called. */
export interface Program {
  /** As typed: `koji-hub`. */
  readonly name: string;
  readonly version: string;
  /** More to say on the help page. */
  readonly description?: string;
  /** The options that may stand in front of the command; each command has them as well. */
  readonly options: OptionTable;
  readonly commands: readonly ProgramCommand[];
}

/** A program that does one thing. */
export interface PlainProgram<O extends OptionTable = OptionTable> extends Omit<
  Program,
  'commands' | 'options'
> {
  readonly options: O;
  /** {@link ProgramCommand.run} */
  run(options: OptionValues<O>): Promise<number>;
}

/** Where a program writes. */
export interface ProgramOutput {
  write(text: string): void;
  writeError(text: string): void;
  /** Width of help pages. */
  readonly columns: number;
}
