import { dictionary } from '@kojikit/protocol';
import { columnText } from '../db/stored-value.js';
import { isTrue } from '../rpc/convert.js';
import { pythonRepr } from '../rpc/python-names.js';
import { CallerMistake } from '../rpc/caller-mistake.js';

/** What kind of value a setting of a group or of its members holds. */
export type SettingKind = 'boolean' | 'text';

export interface MergedSettings {
  /** The given settings, completed by those of the entry that holds now. */
  readonly values: Record<string, boolean | string | null>;
  /** Whether a given setting differs from what holds now. */
  readonly changed: boolean;
}

/**
 * Takes the settings that a caller gave, ignoring unknown ones, and completes them from the entry that holds now.
 * Throws an error without fault code for a value that its column could not hold.
 */
export function mergeSettings(
  kinds: Readonly<Record<string, SettingKind>>,
  given: Readonly<Record<string, unknown>>,
  previous: object | undefined,
): MergedSettings {
  const values = dictionary<boolean | string | null>();
  let changed = false;
  for (const [name, kind] of Object.entries(kinds)) {
    const old = (previous as Record<string, boolean | string | null> | undefined)?.[name];
    if (Object.hasOwn(given, name)) {
      values[name] = kind === 'boolean' ? booleanSetting(name, given[name]) : textSetting(name, given[name]);
      if (previous !== undefined && values[name] !== old) changed = true;
    } else if (old !== undefined) values[name] = old;
  }
  return { values, changed };
}

const WORDS = new Map([
  ...['t', 'true', 'y', 'yes', 'on', '1'].map((word) => [word, true] as const),
  ...['f', 'false', 'n', 'no', 'off', '0'].map((word) => [word, false] as const),
]);

/* Text is read the way a boolean column reads it. */
function booleanSetting(name: string, value: unknown): boolean | null {
  if (value === null || value === undefined) return null;
  if (typeof value === 'boolean') return value;
  const read = typeof value === 'string' ? WORDS.get(value.trim().toLowerCase()) : undefined;
  if (read === undefined) throw new CallerMistake(`${name} must be a boolean, not ${pythonRepr(value)}`);
  return read;
}

function textSetting(name: string, value: unknown): string | null {
  if (value === null || value === undefined) return null;
  return columnText(value, name);
}

export interface EntryOptions {
  /** The entry says that it must not be inherited. Default: false. */
  readonly block?: unknown;
  /** Change the entry although it is blocked. Default: false. */
  readonly force?: unknown;
  /** Further settings by Koji's names; unknown ones are ignored. */
  readonly settings?: Readonly<Record<string, unknown>>;
}

/** The options as plain values. */
export function readEntryOptions(options: EntryOptions): {
  block: boolean;
  force: boolean;
  settings: Readonly<Record<string, unknown>>;
} {
  return { block: isTrue(options.block), force: isTrue(options.force), settings: options.settings ?? {} };
}
