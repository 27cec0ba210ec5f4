/** One spelling group of an option, such as `-q/--quiet`. */
export interface OptionSwitch<T> {
  /** Spellings, each `-x` or `--long`. */
  readonly names: readonly string[];
  /** Name of the value in help texts; a switch without one takes no value. */
  readonly metavar?: string;
  /** How many arguments the switch takes. Default: 1 with `metavar`, else 0. */
  readonly count?: number;
  /** Help text; left out, the switch works but is not listed. */
  readonly help?: string;
  /** The value after this switch was seen; `name` is the full spelling for messages. */
  apply(current: T, text: string, name: string): T;
}

/** An option of a command: how it is spelled and what becomes of its value. */
export interface Option<T> {
  /** The value when the option is not given. */
  initial(): T;
  readonly switches: readonly OptionSwitch<T>[];
}

/** A command's options by the name under which its code reads them. */
export type OptionTable = Readonly<Record<string, Option<unknown>>>;

/** The values which a table of options gives. */
export type OptionValues<O> = { [K in keyof O]: O[K] extends Option<infer T> ? T : never };
