import sql from 'sql-template-tag';
import type { Archive, ArchiveDetails, ArchiveFile, Build } from '@kojikit/protocol';
import { filesOfArchive, findArchive } from '../archives/index.js';
import { findBuild } from '../builds/index.js';
import type { Context } from '../ground/context.js';
import { applyOptions } from '../query/apply-options.js';
import { wholeListing } from '../query/listing.js';
import type { QueryOptions } from '../query/readers/query-options.js';
import { shownBuildroots } from './shown-buildroots.js';

const FILES = 50;
const MOST_FILES = 1000;

export interface ArchiveWanted {
  readonly files: QueryOptions | null;
  readonly buildroots: QueryOptions | null;
}

/** Everything that is known of an archive, in five queries, with the files in it; undefined where there is none. */
export async function describeArchive(
  ctx: Context,
  id: number,
  { files, buildroots }: ArchiveWanted,
): Promise<ArchiveDetails | undefined> {
  const archive = await findArchive(ctx, id);
  if (archive === undefined) return undefined;
  const build = await findBuild(ctx, archive.build_id);
  const details = {
    archive,
    build: build ?? null,
    ...(await partsOf(ctx, id)),
    buildroots: await shownBuildroots(ctx, { archive: id }, buildroots),
  };
  const found = build === undefined ? [] : await readFiles(ctx, archive, build);
  const limit = Math.min(Number(files?.limit ?? FILES), MOST_FILES);
  const shown = applyOptions(found, { ...files, countOnly: false, limit });
  return { ...details, files: await wholeListing(shown) };
}

/* What it consists of. */
async function partsOf(ctx: Context, id: number): Promise<Pick<ArchiveDetails, 'has_rpms' | 'has_archives'>> {
  const found = await ctx.db.first<{ rpms: number | boolean; archives: number | boolean }>(sql`
    SELECT EXISTS (SELECT 1 FROM archive_rpm_components WHERE archive_id = ${id}) AS rpms,
      EXISTS (SELECT 1 FROM archive_components WHERE archive_id = ${id}) AS archives`);
  return { has_rpms: Boolean(found?.rpms), has_archives: Boolean(found?.archives) };
}

/* What cannot be read is shown as what is empty. */
async function readFiles(ctx: Context, archive: Archive, build: Build): Promise<ArchiveFile[]> {
  const files: ArchiveFile[] = [];
  try {
    for await (const file of filesOfArchive(ctx, archive, build)) files.push(file);
    return files;
  } catch (error) {
    ctx.log.warn({ err: error, archive: archive.id }, 'an archive cannot be read');
    return [];
  }
}
