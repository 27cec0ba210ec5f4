import sql, { raw } from 'sql-template-tag';
import { BUILDROOT_STATES, GenericError } from '@kojikit/protocol';
import type { Context } from '../ground/context.js';
import { CallerMistake } from '../rpc/caller-mistake.js';
import { installedRpms } from './installed-rpms.js';
import { ownBuildroot } from './own-buildroot.js';
import type { Installed } from './readers/installed-rpms.js';
import type { StandardBuildroot } from './types.js';

/** Notes what was installed to make a buildroot, which must be in state INIT. */
export async function setBuildrootList(
  ctx: Context,
  id: number,
  rpms: readonly Installed[],
  task: number | null,
): Promise<void> {
  const buildroot = await ownBuildroot(ctx, id, task);
  assertState(buildroot, BUILDROOT_STATES.INIT);
  await addListing(ctx, buildroot.id, await installedRpms(ctx, rpms), { update: false });
}

/** Notes what a buildroot has after a build, which must be in state BUILDING. What is known of it is left alone. */
export async function updateBuildrootList(
  ctx: Context,
  id: number,
  rpms: readonly Installed[],
  task: number | null,
): Promise<void> {
  const buildroot = await ownBuildroot(ctx, id, task);
  assertState(buildroot, BUILDROOT_STATES.BUILDING);
  const before = new Set(
    await ctx.db.column<number>(
      sql`SELECT rpm_id FROM buildroot_listing WHERE buildroot_id = ${buildroot.id}`,
    ),
  );
  const ids = await installedRpms(ctx, rpms);
  await addListing(
    ctx,
    buildroot.id,
    ids.filter((id) => !before.has(id)),
    { update: true },
  );
}

function assertState(buildroot: StandardBuildroot, state: number): void {
  if (buildroot.state !== state) {
    throw new GenericError(`buildroot ${buildroot.id} in wrong state ${buildroot.state}`);
  }
}

/* One statement in the order of the ids, so that builders that list the same RPMs do not wait for each other in a ring. */
export async function addListing(
  ctx: Context,
  buildrootId: number,
  ids: readonly number[],
  { update }: { update: boolean },
): Promise<void> {
  if (new Set(ids).size !== ids.length) throw new CallerMistake('an rpm stands in the list twice');
  if (ids.length === 0) return;
  await ctx.db.run(sql`
    INSERT INTO buildroot_listing (buildroot_id, rpm_id, is_update)
    SELECT CAST(${buildrootId} AS INTEGER), rpminfo.id, ${raw(String(update))}
    FROM rpminfo WHERE ${ctx.db.dialect.isIn(sql`rpminfo.id`, ids)} ORDER BY rpminfo.id`);
}
