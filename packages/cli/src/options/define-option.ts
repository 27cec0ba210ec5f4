import { UsageError } from '../errors.js';
import { pythonRepr } from '../output/python-text.js';
import type { Option, OptionSwitch } from './option.js';
import { parsePythonFloat, parsePythonInteger } from './python-numbers.js';
import { parseTime } from './time/parse-time.js';

/** How an option is shown; all parts may be left out. */
export interface OptionText {
  /** Help text. Left out, the option works without being listed. */
  help?: string;
  /** Name of the value in help texts. Default: the long spelling in capitals. */
  metavar?: string;
}

function metavarOf(names: readonly string[], given?: string): string {
  const long = names.find((name) => name.startsWith('--')) ?? names[0] ?? '';
  return given ?? long.replace(/^-+/, '').replaceAll('-', '_').toUpperCase();
}

function single<T>(
  names: readonly string[],
  shown: OptionText,
  initial: T,
  convert: (text: string, name: string) => T,
): Option<T> {
  const metavar = metavarOf(names, shown.metavar);
  return {
    initial: () => initial,
    switches: [{ names, metavar, help: shown.help, apply: (current, text, name) => convert(text, name) }],
  };
}

/** A switch that is false until given. */
export function flag(names: string | readonly string[], help?: string): Option<boolean> {
  return { initial: () => false, switches: [{ names: [names].flat(), help, apply: () => true }] };
}

/** A choice between yes and no with spellings for each; `undefined` (or `initial`) while neither is given. */
export function toggle<T extends boolean | undefined>(
  sides: {
    on?: string | readonly string[];
    off?: string | readonly string[];
    onHelp?: string;
    offHelp?: string;
  },
  initial: T,
): Option<boolean | T> {
  const switches: OptionSwitch<boolean | T>[] = [];
  if (sides.on !== undefined) {
    switches.push({ names: [sides.on].flat(), help: sides.onHelp, apply: () => true });
  }
  if (sides.off !== undefined) {
    switches.push({ names: [sides.off].flat(), help: sides.offHelp, apply: () => false });
  }
  return { initial: () => initial, switches };
}

/** A text; `undefined` when not given. The last one counts. */
export function text(names: string | readonly string[], shown: OptionText = {}): Option<string | undefined> {
  return single<string | undefined>([names].flat(), shown, undefined, (value) => value);
}

/** A text with a default. */
export function textOr(
  initial: string,
  names: string | readonly string[],
  shown: OptionText = {},
): Option<string> {
  return single([names].flat(), shown, initial, (value) => value);
}

/** An integer in Python's spelling (`10`, `0x1f`); `undefined` when not given. */
export function integer(
  names: string | readonly string[],
  shown: OptionText = {},
): Option<number | undefined> {
  return single<number | undefined>([names].flat(), shown, undefined, toInteger);
}

/** An integer with a default. */
export function integerOr(
  initial: number,
  names: string | readonly string[],
  shown: OptionText = {},
): Option<number> {
  return single([names].flat(), shown, initial, toInteger);
}

/** A floating-point number; `undefined` when not given. */
export function float(names: string | readonly string[], shown: OptionText = {}): Option<number | undefined> {
  return single<number | undefined>([names].flat(), shown, undefined, toFloat);
}

/** One of some words; `undefined` when not given. */
export function choice<C extends string>(
  choices: readonly C[],
  names: string | readonly string[],
  shown: OptionText = {},
): Option<C | undefined> {
  return single<C | undefined>([names].flat(), shown, undefined, (value, name) => {
    const found = choices.find((word) => word === value);
    if (found === undefined) {
      const words = choices.map(pythonRepr).join(', ');
      throw new UsageError(`option ${name}: invalid choice: ${pythonRepr(value)} (choose from ${words})`);
    }
    return found;
  });
}

/** A moment, as a time stamp or a date in one of the usual spellings, local time; seconds since 1970. */
export function time(names: string | readonly string[], shown: OptionText = {}): Option<number | undefined> {
  return single<number | undefined>([names].flat(), shown, undefined, (value, name) => {
    const seconds = parseTime(value);
    if (seconds === undefined) {
      throw new UsageError(`option ${name}: invalid time specification: ${pythonRepr(value)}`);
    }
    return seconds;
  });
}

/** Texts in the order given; empty when none is. */
export function list(names: string | readonly string[], shown: OptionText = {}): Option<string[]> {
  const spelled = [names].flat();
  const metavar = metavarOf(spelled, shown.metavar);
  return {
    initial: () => [],
    switches: [{ names: spelled, metavar, help: shown.help, apply: (current, value) => [...current, value] }],
  };
}

/** Integers in the order given; empty when none is. */
export function integerList(names: string | readonly string[], shown: OptionText = {}): Option<number[]> {
  const spelled = [names].flat();
  const metavar = metavarOf(spelled, shown.metavar);
  return {
    initial: () => [],
    switches: [
      {
        names: spelled,
        metavar,
        help: shown.help,
        apply: (current, value, name) => [...current, toInteger(value, name)],
      },
    ],
  };
}

/** How many times a switch was given. */
export function counted(names: string | readonly string[], help?: string): Option<number> {
  return { initial: () => 0, switches: [{ names: [names].flat(), help, apply: (current) => current + 1 }] };
}

function toInteger(value: string, name: string): number {
  const number = parsePythonInteger(value);
  if (number === undefined) {
    throw new UsageError(`option ${name}: invalid integer value: ${pythonRepr(value)}`);
  }
  return number;
}

function toFloat(value: string, name: string): number {
  const number = parsePythonFloat(value);
  if (number === undefined) {
    throw new UsageError(`option ${name}: invalid floating-point value: ${pythonRepr(value)}`);
  }
  return number;
}
