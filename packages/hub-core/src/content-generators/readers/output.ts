import type { WireValue } from '@kojikit/protocol';
import { struct, wireValue, type Members } from '../../readers/index.js';
import { CallerMistake } from '../../rpc/caller-mistake.js';
import { isTrue } from '../../rpc/convert.js';
import type { Reader } from '../../rpc/reader.js';
import { buildrootKey, type BuildrootKey } from './described-buildroot.js';
import { component, type Component } from './component.js';
import { described, listMember, member, optionalMember, optionalText, textMember } from './member.js';

/** A file that a content generator has made. */
export interface Output {
  readonly filename: string;
  /** The folder of the upload, below that of the import. */
  readonly relpath: string;
  readonly filesize: WireValue;
  readonly checksum: string;
  readonly checksumType: WireValue;
  readonly buildroot: BuildrootKey;
  /** `rpm`, `log`, or anything else, which is an archive. */
  readonly type: WireValue;
  /** The folder below that of files of its kind. */
  readonly subdir: string;
  /** The file itself is not imported. */
  readonly metadataOnly: boolean;
  readonly extra: Members;
  /** What an archive consists of; undefined when nothing was said. */
  readonly components: readonly Component[] | undefined;
  readonly given: Members;
}

/** Reads a member of the list `output` of metadata. Throws CallerMistake for what is missing. */
export const output: Reader<Output> = (value) => {
  const given = described('an output', value);
  const extra = optionalMember(given, 'extra');
  const type = wireValue(member(given, 'type'));
  const isArchive = type !== 'rpm' && type !== 'log';
  return {
    filename: textMember(given, 'filename'),
    relpath: optionalText(given, 'relpath') ?? '',
    filesize: wireValue(member(given, 'filesize')),
    checksum: textMember(given, 'checksum'),
    checksumType: checksumType(member(given, 'checksum_type')),
    buildroot: buildrootKey(member(given, 'buildroot_id')),
    type,
    subdir: optionalText(given, 'subdir') ?? '',
    metadataOnly: isTrue(optionalMember(given, 'metadata_only')),
    extra: extra === undefined || extra === null ? {} : struct(extra),
    components:
      isArchive && Object.hasOwn(given.members, 'components')
        ? listMember(given, 'components').map(component)
        : undefined,
    given: given.members,
  };
};

function checksumType(value: unknown): WireValue {
  if (!isTrue(value)) throw new CallerMistake('an output has no type of checksums');
  return wireValue(value);
}
