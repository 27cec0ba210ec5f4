import type { OldRepodata } from './old-repodata.js';
import type { RepositoryPackage } from './describe-package.js';
import { describePackage } from './describe-package.js';
import { filelistsXml, otherXml, primaryXml } from './package-xml.js';
import type { PackageMetadata } from './package-metadata.js';
import { RepodataError } from './repodata-error.js';
import { RepodataDirectory } from './repodata-directory.js';

export interface WriteRepodataOptions {
  /** The repository; its `repodata` is replaced. Made when missing. */
  directory: string;
  packages: readonly RepositoryPackage[];
  /** What older metadata say about some of the packages, which are not read then. Default: all are read. */
  old?: OldRepodata;
  /** A comps file to include. Default: no groups. */
  groupsFile?: string;
  /** Where the packages' locations start from. Default: the repository itself. */
  baseUrl?: string;
  /** Ends the work between two packages, or within a large one; it then rejects with the signal's reason. */
  signal?: AbortSignal;
  /** Default: the time in seconds since 1970. */
  revision?: string;
}

/**
 * Writes the metadata of a repository: what `createrepo_c` writes, without its databases. It appears at once when it is
 * complete; one package is in memory at a time. Throws RepodataError when one of the packages cannot be read, and then
 * changes nothing.
 *
 * @returns The names of the files in `repodata`.
 */
export function writeRepodata(options: WriteRepodataOptions): Promise<string[]> {
  const { packages, old } = options;
  const unknown = old ? packages.filter((item) => !old.has(item)) : packages;
  const count = unknown.length + (old?.size ?? 0);
  return RepodataDirectory.create(
    options.directory,
    async (repodata) => {
      // The three lists are written side by side, so that every package is read once.
      await repodata.addPackageList('primary', count, (primary) =>
        repodata.addPackageList('filelists', count, (filelists) =>
          repodata.addPackageList('other', count, async (other) => {
            await old?.copy('primary', primary);
            await old?.copy('filelists', filelists);
            await old?.copy('other', other);
            for (const item of unknown) {
              const metadata = await describe(item, options);
              await primary.write(primaryXml(metadata));
              await filelists.write(filelistsXml(metadata));
              await other.write(otherXml(metadata));
            }
          }),
        ),
      );
      if (options.groupsFile !== undefined) await repodata.addGroups(options.groupsFile);
    },
    options.revision,
  );
}

async function describe(
  item: RepositoryPackage,
  { baseUrl, signal }: WriteRepodataOptions,
): Promise<PackageMetadata> {
  signal?.throwIfAborted();
  try {
    return await describePackage(item, baseUrl, signal);
  } catch (cause) {
    signal?.throwIfAborted();
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new RepodataError(`${item.path}: ${reason}`, { cause });
  }
}
