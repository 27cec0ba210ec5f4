import { pythonQuoted } from '@kojikit/protocol';
import {
  InvalidValue,
  type CountOption,
  type OptionSwitch,
  type SwitchOption,
  type TextOption,
} from './option.js';
import { parsePythonFloat, parsePythonInteger } from './python-numbers.js';
import { parseTime } from './time/parse-time.js';

/** How an option is shown; all parts may be left out. */
export interface OptionText {
  /** Help text. Left out, the option works without being listed. */
  help?: string;
  /** Name of the value in help texts. Default: the long spelling in capitals. */
  metavar?: string;
}

type Names = string | readonly string[];

function withValue(names: Names, { help, metavar }: OptionText): OptionSwitch {
  const spelled = [names].flat();
  const long = spelled.find((name) => name.startsWith('--')) ?? spelled[0] ?? '';
  return {
    names: spelled,
    metavar: metavar ?? long.replace(/^-+/, '').replaceAll('-', '_').toUpperCase(),
    help,
  };
}

/** The last value counts; those before it must be right all the same. */
function single<T>(
  names: Names,
  shown: OptionText,
  initial: T,
  convert: (text: string) => T,
  choices?: readonly string[],
): TextOption<T> {
  const read = (texts: readonly string[]): T =>
    texts.map((value) => convert(value)).reduce((before, value) => value, initial);
  return { type: 'string', switches: [withValue(names, shown)], choices, read };
}

/** A switch that is false until given. */
export function flag(names: Names, help?: string): SwitchOption<boolean> {
  return { type: 'boolean', switches: [{ names: [names].flat(), help }], read: (given) => given ?? false };
}

/** A choice between yes and no with spellings for each; `undefined` (or `initial`) while neither is given. */
export function toggle<T extends boolean | undefined>(
  sides: { on?: Names; off?: Names; onHelp?: string; offHelp?: string },
  initial: T,
): SwitchOption<boolean | T> {
  const switches: OptionSwitch[] = [];
  if (sides.on !== undefined) switches.push({ names: [sides.on].flat(), help: sides.onHelp });
  if (sides.off !== undefined) switches.push({ names: [sides.off].flat(), help: sides.offHelp, off: true });
  return { type: 'boolean', switches, read: (given) => given ?? initial };
}

/** A text; `undefined` when not given. The last one counts. */
export function text(names: Names, shown: OptionText = {}): TextOption<string | undefined> {
  return single<string | undefined>(names, shown, undefined, (value) => value);
}

/** A text with a default. */
export function textOr(initial: string, names: Names, shown: OptionText = {}): TextOption<string> {
  return single(names, shown, initial, (value) => value);
}

/** An integer in Python's spelling (`10`, `0x1f`); `undefined` when not given. */
export function integer(names: Names, shown: OptionText = {}): TextOption<number | undefined> {
  return single<number | undefined>(names, shown, undefined, toInteger);
}

/** An integer with a default. */
export function integerOr(initial: number, names: Names, shown: OptionText = {}): TextOption<number> {
  return single(names, shown, initial, toInteger);
}

/** A floating-point number; `undefined` when not given. */
export function float(names: Names, shown: OptionText = {}): TextOption<number | undefined> {
  return single<number | undefined>(names, shown, undefined, toFloat);
}

/** One of some words; `undefined` when not given. */
export function choice<const C extends string>(
  choices: readonly C[],
  names: Names,
  shown: OptionText = {},
): TextOption<C | undefined> {
  const convert = (value: string): C => {
    const found = choices.find((word) => word === value);
    if (found !== undefined) return found;
    const words = choices.map(pythonQuoted).join(', ');
    throw new InvalidValue(`invalid choice: ${pythonQuoted(value)} (choose from ${words})`, value);
  };
  return single<C | undefined>(names, shown, undefined, convert, choices);
}

/** A moment, as a time stamp or a date in one of the usual spellings, local time; seconds since 1970. */
export function time(names: Names, shown: OptionText = {}): TextOption<number | undefined> {
  return single<number | undefined>(names, shown, undefined, (value) =>
    valid('time specification', value, parseTime(value)),
  );
}

/** Texts in the order given; empty when none is. */
export function list(names: Names, shown: OptionText = {}): TextOption<string[]> {
  return { type: 'string', switches: [withValue(names, shown)], read: (texts) => [...texts] };
}

/** Pairs of texts, `--option FIRST SECOND`, in the order given; empty when none is. */
export function pairs(names: Names, shown: OptionText = {}): TextOption<Array<[string, string]>> {
  return {
    type: 'string',
    switches: [{ ...withValue(names, shown), values: 2 }],
    read: (texts) => {
      const found: Array<[string, string]> = [];
      for (let at = 0; at + 1 < texts.length; at += 2) found.push([texts[at] ?? '', texts[at + 1] ?? '']);
      return found;
    },
  };
}

/** How many times a switch was given. */
export function counted(names: Names, help?: string): CountOption<number> {
  return { type: 'count', switches: [{ names: [names].flat(), help }], read: (given) => given ?? 0 };
}

function toInteger(value: string): number {
  return valid('integer value', value, parsePythonInteger(value));
}

function toFloat(value: string): number {
  return valid('floating-point value', value, parsePythonFloat(value));
}

function valid(what: string, text: string, number: number | undefined): number {
  if (number === undefined) throw new InvalidValue(`invalid ${what}: ${pythonQuoted(text)}`, text);
  return number;
}
