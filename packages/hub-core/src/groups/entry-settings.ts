import { dictionary } from '@kojikit/protocol';
import { struct } from '../readers/index.js';
import { CallerMistake } from '../rpc/caller-mistake.js';
import type { Reader } from '../rpc/reader.js';

/** Settings of a group or of a member of it, as the tables keep them, by Koji's names. */
export type Settings = Readonly<Record<string, boolean | string | null>>;

/** How an entry of a group list is added or changed. */
export interface EntryOptions {
  /** The entry says that it must not be inherited. Default: false. */
  readonly block?: boolean;
  /** Change the entry although it is blocked. Default: false. */
  readonly force?: boolean;
  /** Further settings; those that are left out stay. */
  readonly settings?: Settings;
}

export interface MergedSettings {
  /** The given settings, completed by those of the entry that holds now. */
  readonly values: Readonly<Record<string, boolean | string | number | null>>;
  /** Whether a given setting differs from what holds now. */
  readonly changed: boolean;
}

/** Reads the settings among further named values, each as its column keeps it; unknown names are ignored, as Koji does. */
export function settingsReader(
  columns: Readonly<Record<string, Reader<boolean | string | null, never>>>,
): Reader<Settings, object> {
  return (value) => {
    const given = struct(value);
    const settings = dictionary<boolean | string | null>();
    for (const [name, read] of Object.entries(columns)) {
      if (!Object.hasOwn(given, name)) continue;
      if (Array.isArray(given[name])) throw new CallerMistake(`${name} must not be a list`);
      settings[name] = read(given[name]);
    }
    return settings;
  };
}

/** Completes settings from the entry that holds now. */
export function mergeSettings(
  names: readonly string[],
  given: Settings,
  previous: Readonly<Record<string, boolean | string | number | null>> | undefined,
): MergedSettings {
  const values = dictionary<boolean | string | number | null>();
  let changed = false;
  for (const name of names) {
    const old = previous?.[name];
    const value = Object.hasOwn(given, name) ? given[name] : undefined;
    if (value !== undefined) {
      values[name] = value;
      if (previous !== undefined && value !== old) changed = true;
    } else if (old !== undefined) values[name] = old;
  }
  return { values, changed };
}
