import sql from 'sql-template-tag';
import type { Context } from '../ground/context.js';
import { CallerMistake } from '../rpc/caller-mistake.js';

/** What an archive consists of, by ids. */
export interface Components {
  readonly rpms: readonly number[];
  readonly archives: readonly number[];
}

/**
 * Notes what an archive consists of: the packages of an image, for example. In the order of the ids, so that two imports of the
 * same parts do not wait for each other in a ring. Throws CallerMistake for what stands in a list twice.
 */
export async function addComponents(
  ctx: Context,
  archiveId: number,
  { rpms, archives }: Components,
): Promise<void> {
  const { isIn } = ctx.db.dialect;
  assertOnce('an rpm', rpms);
  assertOnce('an archive', archives);
  if (rpms.length > 0) {
    await ctx.db.run(sql`
      INSERT INTO archive_rpm_components (archive_id, rpm_id)
      SELECT CAST(${archiveId} AS INTEGER), rpminfo.id
      FROM rpminfo WHERE ${isIn(sql`rpminfo.id`, rpms)} ORDER BY rpminfo.id`);
  }
  if (archives.length > 0) {
    await ctx.db.run(sql`
      INSERT INTO archive_components (archive_id, component_id)
      SELECT CAST(${archiveId} AS INTEGER), archiveinfo.id
      FROM archiveinfo WHERE ${isIn(sql`archiveinfo.id`, archives)} ORDER BY archiveinfo.id`);
  }
}

function assertOnce(what: string, ids: readonly number[]): void {
  if (new Set(ids).size !== ids.length) throw new CallerMistake(`${what} stands in the list twice`);
}
