import { readHeader, RpmFormatError, type RpmHeader } from '@kojikit/rpm';
import { CallerMistake } from '../rpc/caller-mistake.js';

/** What an RPM says of itself, under Koji's names. */
export interface PackageFacts {
  readonly name: string;
  readonly version: string;
  readonly release: string;
  readonly epoch: number | null;
  /** 1 in a source package. */
  readonly sourcepackage: number | null;
  /** `src` for a source package. */
  readonly arch: string;
  readonly buildtime: number | null;
  readonly sourcerpm: string | null;
}

/** {@link PackageFacts} with what is only compared and kept. */
export interface ReadPackage {
  readonly facts: PackageFacts;
  /** The MD5 digest of header and payload. */
  readonly sigmd5: string | undefined;
}

/** Reads the header of an RPM. Throws CallerMistake for what is none. */
export async function readPackage(path: string): Promise<ReadPackage> {
  const { header, signature } = await openPackage(path);
  const text = (tag: string): string => {
    const value = header.string(tag);
    if (value === undefined) throw new CallerMistake(`error reading package header: ${path} has no ${tag}`);
    return value;
  };
  const sourcepackage = header.number('SOURCEPACKAGE') ?? null;
  const facts = {
    name: text('NAME'),
    version: text('VERSION'),
    release: text('RELEASE'),
    epoch: header.number('EPOCH') ?? null,
    sourcepackage,
    arch: sourcepackage === 1 ? 'src' : text('ARCH'),
    buildtime: header.number('BUILDTIME') ?? null,
    sourcerpm: header.string('SOURCERPM') ?? null,
  };
  return { facts, sigmd5: signature.binary(SIGTAG_MD5)?.toString('hex') };
}

const SIGTAG_MD5 = 1004;

/** Opens an RPM. Throws CallerMistake for what is none. */
export async function openPackage(path: string): Promise<{ header: RpmHeader; signature: RpmHeader }> {
  try {
    return await readHeader(path);
  } catch (cause) {
    const reason = cause instanceof RpmFormatError ? `: ${cause.message}` : '';
    throw new CallerMistake(`error reading package header: ${path}${reason}`, { cause });
  }
}
