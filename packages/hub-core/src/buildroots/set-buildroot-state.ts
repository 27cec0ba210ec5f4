import sql from 'sql-template-tag';
import { BUILDROOT_STATES, GenericError } from '@kojikit/protocol';
import type { Context } from '../ground/context.js';
import { ownBuildroot } from './own-buildroot.js';

/**
 * Changes the state of a buildroot of the calling builder. States may be skipped and repeated, but none follows EXPIRED
 * and none leads back to INIT. Expiring it twice is fine.
 */
export async function setBuildrootState(
  ctx: Context,
  buildroot: number,
  wanted: number,
  task: number | null,
): Promise<void> {
  const { id } = await ownBuildroot(ctx, buildroot, task);
  if (wanted === BUILDROOT_STATES.INIT) throw new GenericError('Cannot change buildroot state to INIT');
  const [row] = await ctx.db.lockRows<{ state: number }>(
    sql`SELECT state FROM standard_buildroot WHERE buildroot_id = ${id}`,
  );
  if (row?.state === BUILDROOT_STATES.EXPIRED) {
    if (wanted === BUILDROOT_STATES.EXPIRED) return;
    throw new GenericError(`buildroot ${id} is EXPIRED`);
  }
  const ends = wanted === BUILDROOT_STATES.EXPIRED ? { retire_event: await ctx.event() } : {};
  await ctx.db.update('standard_buildroot', { state: wanted, ...ends }, sql`buildroot_id = ${id}`);
}
