import { GenericError, type InheritanceChange } from '@kojikit/protocol';
import { CallerMistake } from '../../rpc/caller-mistake.js';
import { expectStruct, isStruct, type WholeNumber } from '../../rpc/convert.js';
import { pythonType } from '../../rpc/python-names.js';
import {
  nameOrId,
  storedFlag,
  storedInteger,
  storedText,
  truth,
  type NameOrId,
} from '../../readers/index.js';
import type { Reader } from '../../rpc/reader.js';

/** A link to a parent that a tag gets, or that it has with other settings. */
export interface NewLink {
  readonly parent_id: NameOrId;
  readonly priority: WholeNumber | null;
  readonly maxdepth: WholeNumber | null;
  readonly intransitive: boolean | null;
  readonly noconfig: boolean | null;
  readonly pkg_filter: string | null;
}

/** A change of a tag's inheritance: a link to have, or a parent to have no link to any more. */
export type LinkChange =
  | { readonly remove: false; readonly link: NewLink }
  | { readonly remove: true; readonly link: Pick<NewLink, 'parent_id'> };

const TABLE = 'tag_inheritance';
const READERS = {
  parent_id: nameOrId,
  priority: storedInteger(TABLE, 'priority'),
  maxdepth: storedInteger(TABLE, 'maxdepth'),
  intransitive: storedFlag(TABLE, 'intransitive'),
  noconfig: storedFlag(TABLE, 'noconfig'),
  pkg_filter: storedText(TABLE, 'pkg_filter'),
} satisfies { readonly [Key in keyof NewLink]: Reader<NewLink[Key], never> };

/**
 * Reads changes of a tag's inheritance: one link or a list of them, each with all settings, or with `delete link`.
 * Throws GenericError `No value for <setting>`, and ParameterError for a link that is no struct.
 */
export const inheritanceChanges: Reader<LinkChange[], InheritanceChange | InheritanceChange[]> = (value) => {
  const links = isStruct(value) ? [value] : value;
  if (!Array.isArray(links)) throw new CallerMistake(`a list of links is needed, not ${pythonType(value)}`);
  return links.map(expectStruct).map(linkChange);
};

function linkChange(given: Readonly<Record<string, unknown>>): LinkChange {
  if (truth(given['delete link'])) return { remove: true, link: { parent_id: read(given, 'parent_id') } };
  return {
    remove: false,
    link: {
      parent_id: read(given, 'parent_id'),
      priority: read(given, 'priority'),
      maxdepth: read(given, 'maxdepth'),
      intransitive: read(given, 'intransitive'),
      noconfig: read(given, 'noconfig'),
      pkg_filter: read(given, 'pkg_filter'),
    },
  };
}

function read<Key extends keyof NewLink>(given: Readonly<Record<string, unknown>>, key: Key): NewLink[Key] {
  if (!(key in given)) throw new GenericError(`No value for ${key}`);
  const reader: Reader<unknown, never> = READERS[key];
  return reader(given[key]) as NewLink[Key];
}
