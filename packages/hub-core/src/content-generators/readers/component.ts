import { GenericError, type WireValue } from '@kojikit/protocol';
import { archiveId, type ArchiveId } from '../../archives/index.js';
import { comparedLarge, comparedText, wireValue, type Members } from '../../readers/index.js';
import { faultText } from '../../rpc/fault-text.js';
import type { Reader } from '../../rpc/reader.js';
import { described, member, type Described } from './member.js';

/** Something that a buildroot held, or that a file consists of. Texts quote what was given. */
export type Component = RpmComponent | FileComponent | KojiFileComponent;

/** An RPM by its name; what is null finds nothing. */
export type NamedRpm = Readonly<Record<'name' | 'version' | 'release' | 'arch', string | null>>;

export interface RpmComponent {
  readonly type: 'rpm';
  readonly rpm: NamedRpm;
  readonly sigmd5: WireValue;
  readonly given: Members;
}

/** A file that is an archive if the hub has one like it. */
export interface FileComponent {
  readonly type: 'file';
  readonly filename: string | null;
  readonly filesize: number | null;
  readonly checksum: WireValue;
  readonly checksumType: WireValue;
  readonly given: Members;
}

/** An archive that the hub is known to have. */
export interface KojiFileComponent {
  readonly type: 'kojifile';
  readonly archive: ArchiveId;
  readonly given: Members;
}

/**
 * Reads a component. Throws GenericError `No such component type: <type>`, `External rpms not allowed` and
 * `Unexpected 'id' field in component`, and CallerMistake for what is missing.
 */
export const component: Reader<Component> = (value) => {
  const from = described('a component', value);
  const given = from.members;
  const type = member(from, 'type');
  if (type === 'rpm') {
    if (Object.hasOwn(given, 'location')) throw new GenericError('External rpms not allowed');
    if (Object.hasOwn(given, 'id')) throw new GenericError("Unexpected 'id' field in component");
    return { type, rpm: namedRpm(from), sigmd5: wireValue(member(from, 'sigmd5')), given };
  }
  if (type === 'file') {
    return {
      type,
      filename: comparedText(member(from, 'filename')),
      filesize: comparedLarge(member(from, 'filesize')),
      checksum: wireValue(member(from, 'checksum')),
      checksumType: wireValue(member(from, 'checksum_type')),
      given,
    };
  }
  if (type === 'kojifile') return { type, archive: archiveId(member(from, 'archive_id')), given };
  throw new GenericError(faultText`No such component type: ${type}`);
};

function namedRpm(from: Described): NamedRpm {
  const text = (name: string) => comparedText(member(from, name));
  return { name: text('name'), version: text('version'), release: text('release'), arch: text('arch') };
}
