import type { Struct, TagChanges } from '@kojikit/protocol';
import { CallerMistake } from '../../rpc/caller-mistake.js';
import { expectArray, expectStruct, expectText } from '../../rpc/convert.js';
import {
  arches,
  name,
  nameOrId,
  storedFlag,
  storedText,
  struct,
  truth,
  type Arches,
  type Members,
  type NameOrId,
} from '../../readers/index.js';
import type { Reader } from '../../rpc/reader.js';

/** What changes of a tag; what is left out stays. */
export interface TagEdit {
  readonly name?: string;
  readonly arches?: Arches | null;
  readonly locked?: NewFlag;
  /** The permission that the tag needs from now on; null: none. */
  readonly perm_id?: NameOrId | null;
  readonly maven_support?: NewFlag;
  readonly maven_include_all?: NewFlag;
  /** Extra settings to add or change, any values by key. */
  readonly extra?: Members;
  readonly remove_extra?: readonly string[];
  readonly block_extra?: readonly string[];
}

/**
 * A yes or no to store. In Koji's language one and zero equal yes and no, so they are fine where nothing changes by them;
 * to store them is refused.
 */
export type NewFlag = boolean | 0 | 1;

export function newFlag(column: 'locked' | 'maven_support' | 'maven_include_all'): Reader<NewFlag, boolean> {
  const stored = storedFlag('tag_config', column);
  return (value) => {
    if (value === 0 || value === 1) return value;
    const flag = stored(value);
    if (flag === null) throw new CallerMistake(`${column} must be true or false`);
    return flag;
  };
}

/** A tag's new name; what counts as nothing keeps the old one. Throws GenericError `Name should be string`. */
export const newName: Reader<string | undefined, string | null> = (value) =>
  truth(value) ? name(value) : undefined;

/** A tag's new arches; what counts as nothing is stored as it is. */
export const newArches: Reader<Arches | null, Arches | null> = (value) =>
  truth(value) ? arches(value) : storedText('tag_config', 'arches')(value);

/** The permission that a tag needs, or null for none. */
export const neededPermission: Reader<NameOrId | null, NameOrId | null> = (value) =>
  value === null || value === undefined ? null : nameOrId(value);

/** Extra settings by key. Throws ParameterError `Invalid type for value …` for what is no struct. */
export const extraSettings: Reader<Members, Struct> = expectStruct;

/** Keys of extra settings. Throws ParameterError for what is no list of texts. */
const keys: Reader<string[], string[]> = (value) => (truth(value) ? expectArray(value).map(expectText) : []);

const READERS = {
  name: newName,
  arches: newArches,
  locked: newFlag('locked'),
  perm_id: neededPermission,
  maven_support: newFlag('maven_support'),
  maven_include_all: newFlag('maven_include_all'),
  extra: extraSettings,
  remove_extra: keys,
  block_extra: keys,
} satisfies { readonly [Key in keyof TagEdit]-?: Reader<TagEdit[Key], never> };

/** Reads the options of `editTag2`; those with names that it does not know are ignored, as Koji does. */
export const tagChanges: Reader<TagEdit, TagChanges> = (value) => {
  const { perm, ...given } = struct(value);
  const named = perm === undefined || Object.hasOwn(given, 'perm_id') ? given : { ...given, perm_id: perm };
  const read = Object.entries(READERS).filter(([key]) => Object.hasOwn(named, key));
  return Object.fromEntries(read.map(([key, reader]) => [key, reader(named[key])]));
};
