import sql from 'sql-template-tag';
import { BUILDROOT_STATES, BUILDROOT_TYPES, GenericError } from '@kojikit/protocol';
import type { Context } from '../ground/context.js';
import { CallerMistake } from '../rpc/caller-mistake.js';
import type { StandardBuildroot } from './types.js';

/**
 * Notes which archives were used in a buildroot. Those that are known of it are left alone. Throws GenericError where the
 * hub has RPMs only, and when a builder's buildroot is not in state BUILDING; CallerMistake for an unknown archive.
 * @param options.project what is built needs them, rather than the tools that build it.
 */
export async function updateBuildrootArchives(
  ctx: Context,
  buildroot: Pick<StandardBuildroot, 'id' | 'br_type' | 'state'>,
  archives: readonly number[],
  { project }: { readonly project: boolean },
): Promise<void> {
  if (buildroot.br_type === BUILDROOT_TYPES.STANDARD) {
    if (!ctx.config.EnableMaven && !ctx.config.EnableWin) {
      throw new GenericError('non-rpm support is not enabled');
    }
    if (buildroot.state !== BUILDROOT_STATES.BUILDING) {
      throw new GenericError(`buildroot ${buildroot.id} in wrong state ${buildroot.state}`);
    }
  }
  const ids = [...new Set(archives)].sort((one, other) => one - other);
  const known = new Set(
    await ctx.db.column<number>(sql`SELECT id FROM archiveinfo WHERE ${ctx.db.dialect.isIn(sql`id`, ids)}`),
  );
  const missing = ids.find((id) => !known.has(id));
  if (missing !== undefined) throw new CallerMistake(`there is no archive ${missing}`);
  const before = new Set(
    await ctx.db.column<number>(
      sql`SELECT archive_id FROM buildroot_archives WHERE buildroot_id = ${buildroot.id}`,
    ),
  );
  for (const id of ids) {
    if (before.has(id)) continue;
    const row = { buildroot_id: buildroot.id, archive_id: id, project_dep: project };
    await ctx.db.insert('buildroot_archives', row);
  }
}
