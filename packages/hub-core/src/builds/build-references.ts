import sql, { empty, join, type Sql } from 'sql-template-tag';
import { BUILD_STATES, doubleOrNull, type BuildReferences } from '@kojikit/protocol';
import type { WholeNumber } from '../rpc/convert.js';
import type { Context } from '../ground/context.js';

export interface ReferenceOptions {
  /** At most so many of each kind. Left out or null: all. */
  readonly limit?: WholeNumber | null;
  /** Stop after the first kind that has any; later members are then missing. */
  readonly lazy?: boolean;
}

const COMPLETE = BUILD_STATES.COMPLETE;

/* Members come in the order of their names, as Koji has them: refusals quote them. */

/** What stands in the way of deleting a build: tags, and complete builds that its files went into. */
export async function buildReferences(
  ctx: Context,
  buildId: number,
  options: ReferenceOptions = {},
): Promise<Partial<BuildReferences>> {
  const { db } = ctx;
  const limit = options.limit == null ? empty : sql` LIMIT ${options.limit}`;
  const rpms = sql`(SELECT id FROM rpminfo WHERE build_id = ${buildId})`;
  const archives = sql`(SELECT id FROM archiveinfo WHERE build_id = ${buildId})`;
  const found: Partial<BuildReferences> = {};

  // Koji limits the tags never.
  found.tags = await db.all(sql`
    SELECT tag.name, tag_listing.tag_id FROM tag_listing JOIN tag ON tag_listing.tag_id = tag.id
    WHERE tag_listing.build_id = ${buildId} AND tag_listing.active IS TRUE`);
  if (options.lazy && found.tags.length > 0) return found;

  found.rpms = await db.all(sql`
    SELECT rpminfo.arch, rpminfo.build_id, rpminfo.id, rpminfo.name, rpminfo.release, rpminfo.version
    FROM rpminfo JOIN build ON rpminfo.build_id = build.id
    WHERE rpminfo.buildroot_id IN (SELECT buildroot_id FROM buildroot_listing WHERE rpm_id IN ${rpms})
      AND build.state = ${COMPLETE}${limit}`);
  if (options.lazy && found.rpms.length > 0) return found;

  found.component_of = await db.column<number>(sql`
    SELECT archive_rpm_components.archive_id FROM archive_rpm_components ${completeArchive('archive_rpm_components')}
    WHERE archive_rpm_components.rpm_id IN ${rpms} AND build.state = ${COMPLETE}${limit}`);
  if (options.lazy && found.component_of.length > 0) return found;

  found.archives = await db.all(sql`
    SELECT archiveinfo.build_id, archiveinfo.filename, archiveinfo.id, archiveinfo.type_id,
      archivetypes.name AS type_name
    FROM archiveinfo JOIN build ON archiveinfo.build_id = build.id
      JOIN archivetypes ON archivetypes.id = archiveinfo.type_id
    WHERE archiveinfo.buildroot_id IN
        (SELECT buildroot_id FROM buildroot_archives WHERE archive_id IN ${archives})
      AND build.state = ${COMPLETE}${limit}`);
  if (options.lazy && found.archives.length > 0) return found;

  const parts = await db.column<number>(sql`
    SELECT archive_components.archive_id FROM archive_components ${completeArchive('archive_components')}
    WHERE archive_components.component_id IN ${archives} AND build.state = ${COMPLETE}${limit}`);
  found.component_of = [...found.component_of, ...parts];
  if (options.lazy && found.component_of.length > 0) return found;

  found.last_used = doubleOrNull(
    await lastUse(ctx, [
      sql`SELECT buildroot_id FROM buildroot_listing WHERE rpm_id IN ${rpms}`,
      sql`SELECT buildroot_id FROM buildroot_archives WHERE archive_id IN ${archives}`,
    ]),
  );
  found.images = found.component_of;
  return found;
}

function completeArchive(table: 'archive_rpm_components' | 'archive_components'): Sql {
  const archive = table === 'archive_components' ? sql`archive_components` : sql`archive_rpm_components`;
  return sql`JOIN archiveinfo ON archiveinfo.id = ${archive}.archive_id
    JOIN build ON archiveinfo.build_id = build.id`;
}

/* When the newest buildroot that had one of the build's files was made. */
function lastUse(ctx: Context, buildroots: readonly Sql[]): Promise<number | undefined> {
  return ctx.db.value<number>(sql`
    SELECT ${ctx.db.dialect.epoch(sql`events.time`)} FROM events WHERE events.id = (
      SELECT MAX(create_event) FROM standard_buildroot
      WHERE buildroot_id IN (${join(buildroots, ' UNION ')}))`);
}
