import { join } from 'node:path';
import { rm } from 'node:fs/promises';
import { expandArch } from './arch-list.js';
import type { MergeMode, MergePlan, PackageFacts } from './merge-plan.js';
import { planMerge } from './merge-plan.js';
import type { MetadataFile } from './metadata-file.js';
import type { PackageListType } from './repodata-directory.js';
import { PACKAGE_LISTS, RepodataDirectory } from './repodata-directory.js';
import { copyElements } from './copy-elements.js';
import { packageFacts, withBase } from './package-element.js';
import { SourceRepository } from './source-repository.js';
import { elementXml } from './xml-elements.js';

export interface MergeReposOptions {
  /** Where the merged `repodata` goes. */
  directory: string;
  /**
   * The repositories, most important first: URLs (http, https, file) or absolute paths. Locations of packages of
   * the first one stay relative, all others get the URL of their repository as base.
   */
  repositories: readonly string[];
  mode: MergeMode;
  /** The arch of the merged repository; related and 32-bit arches are included as mergerepo_c --arch-expand does. */
  arch: string;
  /** Names of source packages to leave out; for the modes `koji` and `simple`. */
  blocked?: readonly string[];
  /** A comps file to include. Default: the groups of the first repository that has any. */
  groupsFile?: string;
  /** A directory for copies of remote metadata, which are removed at the end. */
  workDirectory: string;
  /** Ends the work wherever it is; it then rejects with the signal's reason. */
  signal?: AbortSignal;
  /** Milliseconds for one transfer. Default ten minutes. */
  timeout?: number;
  /** Default: the time in seconds since 1970. */
  revision?: string;
}

const DEFAULT_TIMEOUT = 600_000;

/**
 * Writes the merged metadata of several repositories, with a list of where each package comes from (pkgorigins): what
 * `mergerepo_c` does for Koji. Package data is copied as it is, one package at a time. Throws RepodataError when a
 * repository cannot be read, and then changes nothing.
 *
 * @returns The names of the files in `repodata`.
 */
export async function mergeRepos(options: MergeReposOptions): Promise<string[]> {
  const cache = join(options.workDirectory, 'repository-metadata');
  try {
    const sources: SourceRepository[] = [];
    for (const [index, location] of options.repositories.entries()) {
      const { timeout = DEFAULT_TIMEOUT, signal } = options;
      sources.push(await SourceRepository.open(location, join(cache, String(index)), timeout, signal));
    }
    const packages: PackageFacts[][] = [];
    for (const source of sources) packages.push(await readFacts(source));
    const plan = planMerge(packages, {
      mode: options.mode,
      arches: expandArch(options.arch),
      blocked: new Set(options.blocked),
    });
    return await RepodataDirectory.create(
      options.directory,
      (repodata) => writeMerged(repodata, sources, plan, options.groupsFile),
      options.revision,
    );
  } catch (error) {
    options.signal?.throwIfAborted();
    throw error;
  } finally {
    await rm(cache, { recursive: true, force: true });
  }
}

async function writeMerged(
  repodata: RepodataDirectory,
  sources: readonly SourceRepository[],
  plan: MergePlan,
  groupsFile: string | undefined,
): Promise<void> {
  const count = plan.kept.reduce((sum, kept) => sum + kept.size, 0);
  for (const type of PACKAGE_LISTS) {
    await repodata.addPackageList(type, count, (file) => copyPackages(file, type, sources, plan));
  }
  if (groupsFile !== undefined) await repodata.addGroups(groupsFile);
  else await copyGroups(repodata, sources);
  await copyUpdateInfo(repodata, sources);
  await copyModules(repodata, sources);
  await repodata.addFile('origin', 'pkgorigins.gz', async (file) => {
    for (const { nvra, repository } of plan.origins) {
      await file.write(`${nvra}\t${sources[repository]?.url}\n`);
    }
  });
}

async function readFacts(source: SourceRepository): Promise<PackageFacts[]> {
  const facts: PackageFacts[] = [];
  for await (const elements of source.packages('primary')) {
    for (const element of elements) facts.push(await packageFacts(element));
  }
  return facts;
}

async function copyPackages(
  file: MetadataFile,
  type: PackageListType,
  sources: readonly SourceRepository[],
  plan: MergePlan,
): Promise<void> {
  for (const [index, source] of sources.entries()) {
    const isForeign = type === 'primary' && index > 0;
    await copyElements(file, source.packages(type), plan.kept[index] ?? new Set(), (element) =>
      isForeign ? withBase(element, source.url.replace(/\/$/, '')) : element,
    );
  }
}

async function copyGroups(repodata: RepodataDirectory, sources: readonly SourceRepository[]): Promise<void> {
  for (const source of sources) {
    const type = ['group', 'group_gz'].find((candidate) => source.has(candidate));
    if (type === undefined) continue;
    const content: Buffer[] = [];
    for await (const chunk of source.content(type)) content.push(chunk);
    await repodata.addGroups(Buffer.concat(content));
    return;
  }
}

async function copyUpdateInfo(
  repodata: RepodataDirectory,
  sources: readonly SourceRepository[],
): Promise<void> {
  const holders = sources.filter((source) => source.has('updateinfo'));
  if (holders.length === 0) return;
  await repodata.addFile('updateinfo', 'updateinfo.xml.gz', async (file) => {
    await file.write('<?xml version="1.0" encoding="UTF-8"?>\n<updates>\n');
    for (const source of holders) {
      for await (const update of source.elements('updateinfo', 'update')) {
        await file.write(`${elementXml(update)}\n`);
      }
    }
    await file.write('</updates>\n');
  });
}

/** Module metadata is a sequence of documents, so that several files one after the other are one again. */
async function copyModules(repodata: RepodataDirectory, sources: readonly SourceRepository[]): Promise<void> {
  const holders = sources.filter((source) => source.has('modules'));
  if (holders.length === 0) return;
  await repodata.addFile('modules', 'modules.yaml.gz', async (file) => {
    for (const source of holders) {
      for await (const chunk of source.content('modules')) await file.write(chunk);
      await file.write('\n');
    }
  });
}
