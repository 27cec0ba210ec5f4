import type { OptionTable, OptionValues } from '@kojikit/command-line';
import type { Category } from './commands/categories.js';
import type { Settings } from './config/settings.js';
import type { Output } from './output/output.js';
import type { HubSession } from './session/hub-session.js';

/** What a running command has at hand. */
export interface CommandContext<O extends OptionTable = OptionTable> {
  /** The command's own options. */
  readonly options: OptionValues<O>;
  /** The arguments that are no options. */
  readonly args: readonly string[];
  /** Global options and configuration. */
  readonly settings: Settings;
  /** Calls to the hub. The connection is opened by the first call. */
  readonly hub: HubSession;
  /** stdout and stderr. */
  readonly output: Output;
  /** Name under which the program was called, for hints such as "koji watch-task". */
  readonly program: string;
  /** A line on stdout. */
  print(line?: string): void;
  /** A line on stderr. */
  warn(line: string): void;
  /** The text of `koji help`, for some categories or for all. */
  listCommands(categories?: readonly Category[]): string;
  /** Ctrl-C was pressed when this is aborted. Nobody else listens to it, so a long wait must. */
  readonly interrupted: AbortSignal;
  /**
   * Logs in the way the settings say. Commands that change something call it, after they have checked their
   * arguments.
   */
  activateSession(): Promise<void>;
  /** Tries the hub without logging in (but logs in where the user forces it). For commands that only read. */
  ensureConnection(): Promise<void>;
}

/** What a command does and which options it takes. What lists it knows its name, category and summary. */
export interface Command<O extends OptionTable = OptionTable> {
  /** Shown behind the command's name in help and usage errors: `[options] <tag>`. */
  readonly usage: string;
  /** More to say in the help page. */
  readonly description?: string;
  readonly options: O;
  /** Whether options may stand behind other arguments. Default: true. */
  readonly interspersed?: boolean;
  /**
   * Does the work. Returns the exit status (0 when it returns nothing). Throws UsageError, CommandError, or a fault of
   * the hub.
   */
  run(context: CommandContext<O>): Promise<number | void>;
}

/** Types a command; its options are read in `run` under the names of the table. */
export function command<const O extends OptionTable>(definition: Command<O>): Command {
  return definition as unknown as Command;
}
