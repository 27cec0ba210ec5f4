import type { BuildConditions } from '@kojikit/protocol';
import { comparedText } from '../../readers/index.js';
import { isStruct, isTrue } from '../../rpc/convert.js';
import type { Reader } from '../../rpc/reader.js';

/** What was given holds no members at all. Whether that matters is for the type to say. */
export const NO_MEMBERS = 'no members';

const MEMBERS = [
  'group_id',
  'artifact_id',
  'version',
  'platform',
] as const satisfies readonly (keyof BuildConditions)[];

/**
 * Reads a `typeInfo`; what counts as nothing is null. A list or text has none of the members, and one that is null can
 * be met by no build.
 */
export const typeInfo: Reader<BuildConditions | typeof NO_MEMBERS | null, BuildConditions | null> = (
  value,
) => {
  if (!isTrue(value)) return null;
  if (Array.isArray(value) || typeof value === 'string') return {};
  if (!isStruct(value)) return NO_MEMBERS;
  const given = MEMBERS.filter((member) => member in value);
  return Object.fromEntries(given.map((member) => [member, comparedText(value[member])]));
};
