import sql from 'sql-template-tag';
import { Double } from '@kojikit/protocol';
import type { Context } from '../rpc/context.js';
import { pythonStr } from '../rpc/python-names.js';
import { CallerMistake } from '../rpc/caller-mistake.js';

/**
 * Notes that a host is there, its load and whether it takes tasks. A host that has become ready is news to the scheduler.
 * Throws errors without a fault code for a load that is no number and a readiness that is no boolean, as Koji does.
 */
export async function checkIn(ctx: Context, hostId: number, load: unknown, ready: unknown): Promise<void> {
  const values = { task_load: numberOf(load), ready: truthOf(ready) };
  const before = await ctx.db.value<boolean>(sql`SELECT ready FROM host WHERE id = ${hostId}`);
  await ctx.db.update('host', { ...values, update_time: ctx.db.dialect.now() }, sql`id = ${hostId}`);
  if (values.ready && !before) ctx.afterCommit(() => ctx.signals.announce('job:scheduler'));
}

function numberOf(value: unknown): number {
  const number = value instanceof Double ? value.value : value;
  const read = typeof number === 'string' && number.trim() !== '' ? Number(number) : number;
  if (typeof read === 'boolean') return read ? 1 : 0;
  if (typeof read === 'number' && Number.isFinite(read)) return read;
  throw new CallerMistake(`could not convert to float: ${pythonStr(value)}`);
}

const WORDS: Readonly<Record<string, boolean>> = {
  ...Object.fromEntries(['t', 'true', 'y', 'yes', 'on', '1'].map((word) => [word, true])),
  ...Object.fromEntries(['f', 'false', 'n', 'no', 'off', '0'].map((word) => [word, false])),
};

/* Koji's database reads some words as a boolean. */
function truthOf(value: unknown): boolean {
  const truth = typeof value === 'string' ? WORDS[value.trim().toLowerCase()] : value;
  if (typeof truth === 'boolean') return truth;
  throw new CallerMistake(`expected a boolean, not ${pythonStr(value)}`);
}
