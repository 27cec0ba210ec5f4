import sql from 'sql-template-tag';
import type { LatestMavenArchive } from '@kojikit/protocol';
import { currentAt } from '../history/index.js';
import { usablePackages } from '../packages/index.js';
import { fullInheritance } from '../tags/index.js';
import type { Context } from '../ground/context.js';
import type { WholeNumber } from '../rpc/convert.js';
import { withRead } from '../db/object-rows.js';
import { furtherData } from '../rpc/further-data.js';

/**
 * The Maven archives of a tag: of each group and artifact those of the build that was tagged last, and in tags that
 * include all, of every version. One query for all tags of the inheritance.
 */
export async function readMavenArchives(
  ctx: Context,
  tagId: number,
  { event, inherit = true }: { readonly event?: WholeNumber | null; readonly inherit?: boolean } = {},
): Promise<LatestMavenArchive[]> {
  const packages = await usablePackages(ctx, tagId, { event });
  const steps = inherit ? await fullInheritance(ctx, tagId, event) : [];
  const tags = [...new Set([tagId, ...steps.map((step) => step.parent_id)])];
  const rows = await readRows(ctx, tags, event);
  if (rows.length === 0) return [];
  const includingAll = await tagsIncludingAll(ctx, tags, event);

  const byTag = new Map<number, LatestMavenArchive[]>(tags.map((tag) => [tag, []]));
  for (const row of rows) if (packages.has(row.pkg_id)) byTag.get(row.tag_id)!.push(row);
  const chosen = new Chosen();
  return [...byTag].flatMap(([tag, archives]) =>
    archives
      .filter((archive) => chosen.takes(archive, includingAll.has(tag)))
      .map((archive) => withRead(archive, furtherData)),
  );
}

/** What was chosen so far, by group and artifact. */
class Chosen {
  /** The build of each version. */
  private readonly versions = new Map<string, Map<string, number>>();
  private readonly archives = new Set<number>();

  /** Whether an archive belongs to the answer; it counts as chosen then. */
  takes(archive: LatestMavenArchive, includeAll: boolean): boolean {
    const key = `${archive.group_id}:${archive.artifact_id}`;
    const versions = this.versions.get(key);
    const build = versions?.get(archive.version);
    if (build !== undefined) {
      // Another file of a build that is in already; the same version from an older build is outdated.
      if (build !== archive.build_id || this.archives.has(archive.id)) return false;
    } else if (versions === undefined) {
      this.versions.set(key, new Map([[archive.version, archive.build_id]]));
    } else if (includeAll) {
      versions.set(archive.version, archive.build_id);
    } else {
      return false;
    }
    this.archives.add(archive.id);
    return true;
  }
}

function readRows(
  ctx: Context,
  tags: readonly number[],
  event: WholeNumber | null | undefined,
): Promise<LatestMavenArchive[]> {
  return ctx.db.all<LatestMavenArchive>(sql`
    SELECT tag.id AS tag_id, tag.name AS tag_name, build.pkg_id, build.id AS build_id, package.name AS build_name,
      build.version AS build_version, build.release AS build_release, build.epoch AS build_epoch, build.state,
      build.task_id, build.owner, volume.id AS volume_id, volume.name AS volume_name, archiveinfo.id,
      archiveinfo.type_id, archiveinfo.buildroot_id, archiveinfo.filename, archiveinfo.size, archiveinfo.checksum,
      archiveinfo.checksum_type, archiveinfo.metadata_only, archiveinfo.extra, maven_archives.group_id,
      maven_archives.artifact_id, maven_archives.version, tag_listing.create_event AS tag_event
    FROM tag_listing
      JOIN tag ON tag_listing.tag_id = tag.id
      JOIN build ON tag_listing.build_id = build.id
      JOIN volume ON build.volume_id = volume.id
      JOIN package ON build.pkg_id = package.id
      JOIN archiveinfo ON build.id = archiveinfo.build_id
      JOIN maven_archives ON archiveinfo.id = maven_archives.archive_id
    WHERE ${currentAt('tag_listing', event)} AND ${ctx.db.dialect.isIn(sql`tag_listing.tag_id`, tags)}
    ORDER BY tag_listing.create_event DESC, archiveinfo.id`);
}

async function tagsIncludingAll(
  ctx: Context,
  tags: readonly number[],
  event: WholeNumber | null | undefined,
): Promise<Set<number>> {
  return new Set(
    await ctx.db.column<number>(sql`
      SELECT tag_id FROM tag_config
      WHERE maven_include_all AND ${currentAt(undefined, event)} AND ${ctx.db.dialect.isIn(sql`tag_id`, tags)}`),
  );
}
