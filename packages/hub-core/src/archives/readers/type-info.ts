import type { ArchiveConditions } from '@kojikit/protocol';
import { comparedText } from '../../readers/index.js';
import { isStruct, isTrue } from '../../rpc/convert.js';
import { pythonStr } from '../../rpc/python-names.js';
import type { Reader } from '../../rpc/reader.js';

/** What must hold of an archive as one of its type. What is null equals nothing. */
export interface TypeInfo extends Omit<ArchiveConditions, 'platforms' | 'flags'> {
  /** Words that must all stand among the archive's. */
  readonly platforms?: readonly string[];
  readonly flags?: readonly string[];
}

/** A list or text, which can be asked for members but has none, or something that cannot even be asked. */
export type OddInfo = 'without members' | 'no struct';

/** Reads a `typeInfo`; what counts as nothing is null. */
export const typeInfo: Reader<TypeInfo | OddInfo | null, ArchiveConditions | null> = (value) => {
  if (!isTrue(value)) return null;
  if (Array.isArray(value) || typeof value === 'string') return 'without members';
  if (!isStruct(value)) return 'no struct';
  const read = Object.entries(READERS).filter(([member]) => Object.hasOwn(value, member));
  return Object.fromEntries(read.map(([member, reader]) => [member, reader(value[member])]));
};

const words: Reader<string[]> = (value) => (Array.isArray(value) ? value.map(pythonStr) : [pythonStr(value)]);

const READERS = {
  group_id: comparedText,
  artifact_id: comparedText,
  version: comparedText,
  relpath: comparedText,
  arch: (value: unknown) => (isTrue(value) ? comparedText(value) : undefined),
  platforms: words,
  flags: words,
} satisfies { readonly [Key in keyof TypeInfo]-?: Reader<TypeInfo[Key], never> };
