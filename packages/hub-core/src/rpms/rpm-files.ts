import { GenericError, type WireValue } from '@kojikit/protocol';
import { fileDigestAlgorithm, getHeaderField, type RpmHeader } from '@kojikit/rpm';
import { applyOptions } from '../query/apply-options.js';
import { asLists } from '../query/listing.js';
import type { QueryOptions } from '../query/readers/query-options.js';
import type { Context } from '../ground/context.js';
import type { RpmRef } from './readers/rpm-ref.js';
import { openRpm, type StrictTexts } from './open-rpm.js';
import { faultText } from '../rpc/fault-text.js';

/** A file of an RPM as Koji's API returns it. */
export interface RpmFile {
  name: string;
  digest: string;
  digest_algo: string;
  /** The digest again, whatever its algorithm. */
  md5: string;
  size: number;
  flags: number;
  user: string;
  group: string;
  /** Seconds since 1970. */
  mtime: number;
  mode: number;
}

const LISTED = ['name', 'digest', 'size', 'flags', 'digest_algo', 'user', 'group', 'mtime', 'mode'] as const;

/** The files of an RPM of a build; nothing for an RPM without a file here. */
export async function listRpmFiles(
  ctx: Context,
  info: RpmRef,
  options: QueryOptions | null,
): Promise<RpmFile[] | number> {
  const opened = await openRpm(ctx, info);
  const files = opened ? filesOf(opened.header) : [];
  return applyOptions(options?.asList ? asLists(files, LISTED) : files, options);
}

const TEXTS: StrictTexts = {
  external: (info) => `Can not get RPM file, because RPM: ${info} is not internal`,
  missing: (info) => `RPM package file of ${info} doesn't exist`,
};

/** One file of an RPM of a build; an empty struct when there is none, unless `strict`. */
export async function findRpmFile(
  ctx: Context,
  info: RpmRef,
  name: WireValue,
  { strict }: { strict: boolean },
): Promise<(RpmFile & { rpm_id: number }) | Record<string, never>> {
  const opened = await openRpm(ctx, info, strict ? TEXTS : undefined);
  if (opened === undefined) return {};
  const found = filesOf(opened.header).find((file) => file.name === name);
  if (found) return { rpm_id: opened.rpm.id, ...found };
  if (strict) throw new GenericError(faultText`No file: ${name} found in RPM: ${info}`);
  return {};
}

/** The files of a package, in the order of its header. */
export function filesOf(header: RpmHeader): RpmFile[] {
  const listed = (field: string) => {
    const value = getHeaderField(header, field);
    return Array.isArray(value) ? value : [];
  };
  const texts = (field: string) => listed(field).map(String);
  const numbers = (field: string) => listed(field).map(Number);
  const algorithm = fileDigestAlgorithm(header);
  const columns = {
    digests: texts('filemd5s'),
    sizes: numbers('filesizes'),
    flags: numbers('fileflags'),
    users: texts('fileusername'),
    groups: texts('filegroupname'),
    mtimes: numbers('filemtimes'),
    modes: numbers('filemodes'),
  };
  return texts('filenames').map((name, index) => ({
    name,
    digest: columns.digests[index]!,
    digest_algo: algorithm,
    md5: columns.digests[index]!,
    size: columns.sizes[index]!,
    flags: columns.flags[index]!,
    user: columns.users[index]!,
    group: columns.groups[index]!,
    mtime: columns.mtimes[index]!,
    mode: columns.modes[index]!,
  }));
}
