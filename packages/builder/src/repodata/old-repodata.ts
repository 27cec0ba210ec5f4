import { stat } from 'node:fs/promises';
import type { MetadataFile } from './metadata-file.js';
import { copyElements } from './copy-elements.js';
import type { RepositoryPackage } from './describe-package.js';
import { packagePlace } from './package-element.js';
import type { PackagePlace } from './package-element.js';
import type { PackageListType } from './repodata-directory.js';
import { RepodataError } from './repodata-error.js';
import { SourceRepository } from './source-repository.js';

export interface OldRepodataOptions {
  /** The folder of the older repository, or its URL. */
  readonly location: string;
  /** The packages of the new repository. */
  readonly packages: readonly RepositoryPackage[];
  /** Whether a file must have the size and the time that the old metadata name; otherwise the same place is enough. */
  readonly checkFiles: boolean;
  /** A directory for copies of remote metadata; made when missing. */
  readonly workDirectory: string;
  /** Milliseconds for one transfer. Default ten minutes. */
  readonly timeout?: number;
  /** Ends the work with its reason. */
  readonly signal?: AbortSignal;
}

const DEFAULT_TIMEOUT = 600_000;

/** What an older repository says about packages that are at the same place in a new one, which need not be read again. */
export class OldRepodata {
  private constructor(
    private readonly source: SourceRepository,
    /** The packages' checksums by their locations. */
    private readonly known: ReadonlyMap<string, string>,
  ) {}

  /** Reads which packages the old metadata describe. Throws RepodataError when they cannot be read. */
  static async open(options: OldRepodataOptions): Promise<OldRepodata> {
    const { location, workDirectory, timeout = DEFAULT_TIMEOUT, signal } = options;
    const source = await SourceRepository.open(location, workDirectory, timeout, signal);
    const wanted = new Map(options.packages.map((item) => [item.location, item.path]));
    const known = new Map<string, string>();
    const seen = new Map<string, number>();
    for await (const elements of source.packages('primary')) {
      for (const element of elements) {
        const place = await packagePlace(element);
        seen.set(place.pkgid, (seen.get(place.pkgid) ?? 0) + 1);
        const path = place.base === undefined ? wanted.get(place.location) : undefined;
        if (path === undefined || (options.checkFiles && !(await isUnchanged(path, place)))) continue;
        known.set(place.location, place.pkgid);
      }
    }
    // Only the checksum is in all lists: of equal files at two places the lists do not say which is which.
    for (const [place, pkgid] of known) if (seen.get(pkgid) !== 1) known.delete(place);
    return new OldRepodata(source, known);
  }

  /** Whether the package need not be read. */
  has(item: RepositoryPackage): boolean {
    return this.known.has(item.location);
  }

  /** How many packages need not be read. */
  get size(): number {
    return this.known.size;
  }

  /** Copies what a list says about these packages. Throws RepodataError when it does not know one of them. */
  async copy(type: PackageListType, file: MetadataFile): Promise<void> {
    const copied = await copyElements(file, this.source.packages(type), new Set(this.known.values()));
    if (copied !== this.size)
      throw new RepodataError(`${type} of the old metadata knows ${copied} of ${this.size} packages`);
  }
}

async function isUnchanged(path: string, place: PackagePlace): Promise<boolean> {
  const file = await stat(path).catch(() => undefined);
  return (
    String(file?.size) === place.size && String(Math.floor((file?.mtimeMs ?? 0) / 1000)) === place.fileTime
  );
}
