import sql from 'sql-template-tag';
import { BUILDROOT_STATES, GenericError } from '@kojikit/protocol';
import type { Context } from '../rpc/context.js';
import { pythonRepr } from '../rpc/python-names.js';
import { ownBuildroot } from './own-buildroot.js';
import { CallerMistake } from '../rpc/caller-mistake.js';

/**
 * Changes the state of a buildroot of the calling builder. States may be skipped and repeated, but none follows EXPIRED
 * and none leads back to INIT. Expiring it twice is fine.
 * @param state a name or number.
 */
export async function setBuildrootState(
  ctx: Context,
  info: unknown,
  state: unknown,
  task: unknown,
): Promise<void> {
  const { id } = await ownBuildroot(ctx, info, task);
  const wanted = buildrootState(state);
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

/* An unknown state is an error without a fault code, as in Koji. */
function buildrootState(state: unknown): number {
  const number = typeof state === 'string' ? (BUILDROOT_STATES as Record<string, number>)[state] : state;
  const known = (Object.values(BUILDROOT_STATES) as unknown[]).includes(number);
  if (typeof number !== 'number' || !known) {
    throw new CallerMistake(`no such buildroot state: ${pythonRepr(state)}`);
  }
  return number;
}
