import type { OptionTable } from '../options/option.js';

/** What completion has to know of a command. */
export interface CompletableCommand {
  /** Arguments in angle brackets, such as `[options] <tag> [<package> ...]`, say what {@link CompletableProgram.names} are asked for. */
  readonly usage: string;
  readonly options: OptionTable;
  readonly interspersed?: boolean;
}

/** A command in the list of a program. */
export interface CompletableEntry {
  readonly name: string;
  readonly summary: string;
  load(): Promise<CompletableCommand>;
}

/** What completion has to know of a program. */
export interface CompletableProgram {
  /** The options in front of the command. */
  readonly options: OptionTable;
  readonly commands: readonly CompletableEntry[];
  /** The command of one word that a word means. Default: the one of that name. */
  find?(word: string): CompletableEntry | undefined;
  /** Names that could stand for an argument or a value. Default: none. */
  names?(wanted: WantedNames): Promise<readonly string[]>;
}

/** Which names are asked for. */
export interface WantedNames {
  /** What the usage or the option calls them, in lower case: `tag`. */
  readonly kind: string;
  /** The command that they are for; undefined for an option of the program. */
  readonly command?: string;
  /** How they begin. */
  readonly prefix: string;
}
