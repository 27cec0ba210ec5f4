import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { MetadataFile } from './metadata-file.js';
import type { RepomdRecord } from './repomd.js';
import { repomdXml } from './repomd.js';

const ROOTS = {
  primary: [
    '<metadata xmlns="http://linux.duke.edu/metadata/common" xmlns:rpm="http://linux.duke.edu/metadata/rpm"',
    'metadata',
  ],
  filelists: ['<filelists xmlns="http://linux.duke.edu/metadata/filelists"', 'filelists'],
  other: ['<otherdata xmlns="http://linux.duke.edu/metadata/other"', 'otherdata'],
} as const;

/** The three lists of packages every repository has. */
export type PackageListType = keyof typeof ROOTS;

export const PACKAGE_LISTS = Object.keys(ROOTS) as PackageListType[];

/**
 * Repodata while it is made: everything is written to `.repodata` and takes the place of `repodata` at the end.
 * A directory `.repodata` of an earlier attempt is replaced.
 */
export class RepodataDirectory {
  private readonly directory: string;
  private readonly work: string;
  private readonly open = new Set<MetadataFile>();
  private readonly records: RepomdRecord[] = [];

  private constructor(directory: string) {
    this.directory = directory;
    this.work = join(directory, '.repodata');
  }

  /** Runs `fill` on new repodata below `directory`; nothing changes there when it fails. */
  static async create(
    directory: string,
    fill: (repodata: RepodataDirectory) => Promise<void>,
    revision?: string,
  ): Promise<string[]> {
    const repodata = new RepodataDirectory(directory);
    await rm(repodata.work, { recursive: true, force: true });
    await mkdir(repodata.work, { recursive: true });
    try {
      await fill(repodata);
      return await repodata.publish(revision ?? String(Math.floor(Date.now() / 1000)));
    } catch (error) {
      for (const file of repodata.open) await file.abandon();
      await rm(repodata.work, { recursive: true, force: true });
      throw error;
    }
  }

  /** Writes a file of the given type in pieces. */
  async addFile(type: string, name: string, fill: (file: MetadataFile) => Promise<void>): Promise<void> {
    const file = new MetadataFile(type, this.work, name);
    this.open.add(file);
    await fill(file);
    this.records.push(await file.finish());
    this.open.delete(file);
  }

  /** Writes the list of `count` packages; `fill` writes their elements. */
  addPackageList(
    type: PackageListType,
    count: number,
    fill: (file: MetadataFile) => Promise<void>,
  ): Promise<void> {
    const [start, name] = ROOTS[type];
    return this.addFile(type, `${type}.xml.gz`, async (file) => {
      await file.write(`<?xml version="1.0" encoding="UTF-8"?>\n${start} packages="${count}">\n`);
      await fill(file);
      await file.write(`</${name}>`);
    });
  }

  /**
   * Adds comps groups, as they are and compressed.
   *
   * @param groups The path of a comps file, or its content.
   */
  async addGroups(groups: string | Buffer): Promise<void> {
    const content = typeof groups === 'string' ? await readFile(groups) : groups;
    await this.addFile('group', 'comps.xml', (file) => file.write(content));
    await this.addFile('group_gz', 'comps.xml.gz', (file) => file.write(content));
  }

  private async publish(revision: string): Promise<string[]> {
    await writeFile(
      join(this.work, 'repomd.xml'),
      repomdXml({ revision, records: this.records.sort(byRecordOrder) }),
    );
    const target = join(this.directory, 'repodata');
    const old = join(this.directory, '.repodata.old');
    await rm(old, { recursive: true, force: true });
    await rename(target, old).catch(ignoreMissing);
    await rename(this.work, target);
    await rm(old, { recursive: true, force: true });
    return ['repomd.xml', ...this.records.map((record) => basename(record.location))];
  }
}

/** The package lists come first, as everywhere; the rest stays in the order it was written. */
function byRecordOrder(left: RepomdRecord, right: RepomdRecord): number {
  return recordRank(left) - recordRank(right);
}

function recordRank(record: RepomdRecord): number {
  const rank = PACKAGE_LISTS.findIndex((type) => type === record.type);
  return rank === -1 ? PACKAGE_LISTS.length : rank;
}

function ignoreMissing(error: unknown): void {
  if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
}
