import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import type { RpmHeader } from '@kojikit/rpm';
import { getHeaderField, readHeader } from '@kojikit/rpm';
import { describeChangelogs } from './describe-changelogs.js';
import { describeDependencies } from './describe-dependencies.js';
import type { FileMetadata, PackageMetadata } from './package-metadata.js';

const GHOST_FLAG = 64;
const TYPE_MASK = 0o170000;
const DIRECTORY = 0o040000;

/** A package to go into a repository. */
export interface RepositoryPackage {
  /** The file on disk. */
  path: string;
  /** Where clients find it, relative to the repository. */
  location: string;
}

/**
 * Reads a package and says about it what repodata says. Throws RpmFormatError when the file is not a sound package.
 *
 * @param base Where `location` starts from, when that is not the repository itself.
 */
export async function describePackage(
  item: RepositoryPackage,
  base?: string,
  signal?: AbortSignal,
): Promise<PackageMetadata> {
  const [rpm, pkgid, facts] = await Promise.all([
    readHeader(item.path),
    sha256(item.path, signal),
    stat(item.path),
  ]);
  const { header } = rpm;
  const files = describeFiles(header);
  return {
    name: text(header, 'NAME'),
    arch: header.number('SOURCEPACKAGE') ? 'src' : text(header, 'ARCH'),
    epoch: String(header.number('EPOCH') ?? 0),
    version: text(header, 'VERSION'),
    release: text(header, 'RELEASE'),
    pkgid,
    summary: text(header, 'SUMMARY'),
    description: text(header, 'DESCRIPTION'),
    packager: text(header, 'PACKAGER'),
    url: text(header, 'URL'),
    fileTime: Math.floor(facts.mtimeMs / 1000),
    buildTime: header.number('BUILDTIME') ?? 0,
    packageSize: facts.size,
    installedSize: size(header, 'LONGSIZE'),
    archiveSize: size(header, 'LONGARCHIVESIZE'),
    location: item.location,
    ...(base === undefined ? {} : { base }),
    license: text(header, 'LICENSE'),
    vendor: text(header, 'VENDOR'),
    group: text(header, 'GROUP'),
    buildHost: text(header, 'BUILDHOST'),
    sourceRpm: text(header, 'SOURCERPM'),
    headerStart: rpm.headerRange.start,
    headerEnd: rpm.headerRange.end,
    dependencies: describeDependencies(header, new Set(files.map((file) => file.path))),
    files,
    changelogs: describeChangelogs(header),
  };
}

async function sha256(path: string, signal: AbortSignal | undefined): Promise<string> {
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(path, { signal })) hash.update(chunk as Buffer);
  return hash.digest('hex');
}

function describeFiles(header: RpmHeader): FileMetadata[] {
  const paths = getHeaderField(header, 'FILENAMES') as string[];
  const modes = header.numbers('FILEMODES');
  const flags = header.numbers('FILEFLAGS');
  return paths.map((path, index) => ({ path, type: fileType(modes[index] ?? 0, flags[index] ?? 0) }));
}

function fileType(mode: number, flags: number): FileMetadata['type'] {
  if ((mode & TYPE_MASK) === DIRECTORY) return 'dir';
  return (flags & GHOST_FLAG) === 0 ? 'file' : 'ghost';
}

function text(header: RpmHeader, tag: string): string {
  return header.string(tag) ?? '';
}

function size(header: RpmHeader, tag: string): number {
  const value = getHeaderField(header, tag);
  return typeof value === 'number' ? value : 0;
}
