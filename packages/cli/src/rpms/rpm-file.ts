import { formatNvr, parseNvra, readHeader } from '@kojikit/rpm';
import { LoggedError } from '../errors.js';

/** A package on disk, as far as its headers tell. */
export interface RpmFile {
  readonly path: string;
  readonly name: string;
  readonly version: string;
  readonly release: string;
  readonly epoch: number | null;
  /** `src` for a source package. */
  readonly arch: string;
  readonly source: boolean;
  /** Name-version-release of the build that it belongs to. */
  readonly build: string;
  /** Digest of header and payload, in hexadecimal. */
  readonly digest: string;
}

/** Reads what a package says of itself. Throws RpmFormatError when it is none, LoggedError when it lacks a name. */
export async function readRpmFile(path: string): Promise<RpmFile> {
  const { header, signature } = await readHeader(path);
  const [name, version, release] = ['NAME', 'VERSION', 'RELEASE'].map((tag) => header.string(tag));
  if (name === undefined || version === undefined || release === undefined) {
    throw new LoggedError('GenericError', `${path} has no name, version and release`);
  }
  const source = Boolean(header.number('SOURCEPACKAGE'));
  const made = header.string('SOURCERPM');
  return {
    path,
    name,
    version,
    release,
    epoch: header.number('EPOCH') ?? null,
    arch: source ? 'src' : (header.string('ARCH') ?? ''),
    source,
    build: source || made === undefined ? formatNvr({ name, version, release }) : formatNvr(parseNvra(made)),
    digest: (signature.binary('SIGMD5') ?? header.binary('SIGMD5') ?? Buffer.alloc(0)).toString('hex'),
  };
}

/** Name-version-release.arch. */
export function nvraOf(rpm: { name: string; version: string; release: string; arch: string }): string {
  return `${rpm.name}-${rpm.version}-${rpm.release}.${rpm.arch}`;
}
