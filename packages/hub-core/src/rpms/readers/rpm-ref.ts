import { GenericError, type RpmReference } from '@kojikit/protocol';
import { comparedInteger, comparedText, nameOrId, type NameOrId } from '../../readers/index.js';
import { CallerMistake } from '../../rpc/caller-mistake.js';
import { isStruct, isWholeNumber, type WholeNumber } from '../../rpc/convert.js';
import { pythonType } from '../../rpc/python-names.js';
import type { Reader } from '../../rpc/reader.js';

/** What a caller names an RPM by: its id, `name-version-release.arch[@repo]`, or a struct. */
export type RpmRef = WholeNumber | string | RpmParts;

/** An RPM by its id, or else by its name and the rest. What is null finds nothing. */
export interface RpmParts {
  readonly id?: WholeNumber | null;
  readonly name?: string | null;
  readonly version?: string | null;
  readonly release?: string | null;
  readonly arch?: string | null;
  /** The external repo that it must be of. */
  readonly location?: NameOrId;
}

/**
 * Reads what an RPM is named by. Throws GenericError `Invalid type for rpminfo: <type>`; a struct without what names an RPM is
 * refused without a fault code of Koji's.
 */
export const rpmRef: Reader<RpmRef, RpmReference> = (value) => {
  if (typeof value === 'string' || isWholeNumber(value)) return value;
  if (typeof value === 'boolean') throw new CallerMistake('an rpm id must be a number, not a boolean');
  if (!isStruct(value)) throw new GenericError(`Invalid type for rpminfo: ${pythonType(value)}`);
  return rpmParts(value);
};

const NAME = ['name', 'version', 'release', 'arch'];

/* Other members stay: texts of faults quote what was given. */
function rpmParts(given: Readonly<Record<string, unknown>>): RpmParts {
  const { id, location } = given;
  const parts =
    'id' in given
      ? { id: comparedInteger(id) }
      : Object.fromEntries(NAME.map((member) => [member, named(given, member)]));
  return { ...given, ...parts, ...('location' in given && { location: nameOrId(location) }) };
}

function named(given: Readonly<Record<string, unknown>>, member: string): string | null {
  if (!Object.hasOwn(given, member)) throw new CallerMistake(`an rpm without ${member}`);
  return comparedText(given[member]);
}
