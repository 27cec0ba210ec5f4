/** One option of the `[hub]` section: what kind of value it takes, what holds when it is left out, what it is for. */
export interface Option<Value> {
  readonly type: 'string' | 'integer' | 'boolean' | 'regex';
  readonly default: Value;
  readonly doc: string;
  /** The words that mean something, where the option is a choice; any other word means the default, as in Koji. */
  readonly choices?: readonly string[];
  /** What a number counts: `seconds`, `tasks`. */
  readonly unit?: string;
  /** A value that makes sense, for the reference; left out where the default or a choice is one. */
  readonly example?: string;
}

/** Free text with a default. */
export const text = (fallback: string, doc: string, example?: string): Option<string> => ({
  type: 'string',
  default: fallback,
  doc,
  example,
});

/** Free text that may be missing. */
export const optionalText = (doc: string, example: string): Option<string | undefined> => ({
  type: 'string',
  default: undefined,
  doc,
  example,
});

/** One word out of a few; every other word means none of them. */
export const choice = (choices: readonly string[], doc: string): Option<string | undefined> => ({
  type: 'string',
  default: undefined,
  doc,
  choices,
});

/** A whole number with a default. */
export const integer = (fallback: number, unit: string, doc: string): Option<number> => ({
  type: 'integer',
  default: fallback,
  doc,
  unit,
});

/** A whole number that may be missing. */
export const optionalInteger = (doc: string, example: string): Option<number | undefined> => ({
  type: 'integer',
  default: undefined,
  doc,
  example,
});

/** Yes or no: `1 yes true on` against `0 no false off`. */
export const boolean = (fallback: boolean, doc: string): Option<boolean> => ({
  type: 'boolean',
  default: fallback,
  doc,
});

/** A regular expression in Python's notation, matched from the start of a value. Empty text switches the rule off. */
export const regex = (fallback: string, doc: string): Option<string> => ({
  type: 'regex',
  default: fallback,
  doc,
});
