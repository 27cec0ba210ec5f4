import type { InstalledRpm } from '@kojikit/protocol';
import { nameOrId, type NameOrId } from '../../readers/index.js';
import { CallerMistake } from '../../rpc/caller-mistake.js';
import { isStruct, isTrue } from '../../rpc/convert.js';
import type { Reader } from '../../rpc/reader.js';
import { externalRpm, rpmRef, type ExternalRpm, type RpmRef } from '../../rpms/index.js';

/** An RPM that a builder says is installed. */
export type Installed =
  | {
      /** The external repo that it is of. */
      readonly location: NameOrId;
      readonly external: ExternalRpm;
    }
  | {
      readonly location: null;
      readonly known: RpmRef;
      /** What was given, which the text of a fault quotes. */
      readonly given: object;
    };

/** Reads a list of RPMs, those of external repos with everything that must be known of them. Throws GenericError. */
export const installedList: Reader<Installed[], InstalledRpm[]> = (value) => {
  if (!Array.isArray(value)) throw new CallerMistake('a list of rpms is needed');
  return value.map(installed);
};

function installed(entry: unknown): Installed {
  if (!isStruct(entry)) throw new CallerMistake('an rpm must be a struct');
  const { location, ...named } = entry;
  return isTrue(location)
    ? { location: nameOrId(location), external: externalRpm(entry) }
    : { location: null, known: rpmRef(named), given: entry };
}
