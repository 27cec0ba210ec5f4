import { isNamed } from '../is-named.js';

/** One spelling group of an option, such as `-q/--quiet`. */
export interface OptionSwitch {
  /** Spellings, each `-x` or `--long`. */
  readonly names: readonly string[];
  /** Name of the value in help texts; a switch without one takes no value. */
  readonly metavar?: string;
  /** How many values it takes, each of which counts on its own. Default: one, where it takes any. */
  readonly values?: number;
  /** Help text; left out, the switch works but is not listed. */
  readonly help?: string;
  /** The switch says no to what the other switch of the option says yes to. Default: false. */
  readonly off?: boolean;
}

interface Spelled {
  readonly switches: readonly OptionSwitch[];
}

/** Yes or no; the last switch counts. */
export interface SwitchOption<T> extends Spelled {
  readonly type: 'boolean';
  /** @param given undefined where no switch of the option was given */
  read(given: boolean | undefined): T;
}

/** Counts how often it is given. */
export interface CountOption<T> extends Spelled {
  readonly type: 'count';
  read(given: number | undefined): T;
}

/** Takes a value, and may be given again. */
export interface TextOption<T> extends Spelled {
  readonly type: 'string';
  /** The only values that are right, for completion. */
  readonly choices?: readonly string[];
  /**
   * Throws InvalidValue.
   * @param texts the values in the order given
   */
  read(texts: readonly string[]): T;
}

/** An option of a command: how it is spelled and what becomes of its value. */
export type Option<T> = SwitchOption<T> | CountOption<T> | TextOption<T>;

/** A command's options by the name under which its code reads them. */
export type OptionTable = Readonly<Record<string, Option<unknown>>>;

/** The values which a table of options gives. */
export type OptionValues<O> = { [K in keyof O]: O[K] extends Option<infer T> ? T : never };

/** A value that an option does not take; the reader of options says which option it was. */
export class InvalidValue extends Error {
  static override [Symbol.hasInstance](value: unknown): boolean {
    return isNamed(this, InvalidValue, 'InvalidValue', value);
  }

  override readonly name = 'InvalidValue';

  constructor(
    message: string,
    readonly text: string,
  ) {
    super(message);
  }
}
