import { setTimeout as sleep } from 'node:timers/promises';
import sql from 'sql-template-tag';
import { expect, it } from 'vitest';
import { TASK_STATES } from '@kojikit/protocol';
import { eachDatabase, type TestHub } from '@kojikit/testing';
import type { Context } from '../ground/context.js';
import { asHub } from '../rpc/as-hub.js';
import { lockTaskRows } from './read-tasks.js';
import { setWait, takeFinished, takeResults } from './subtask-waiting.js';

/** Resolves when somebody waits for a lock. */
async function untilBlocked({ database }: TestHub): Promise<void> {
  const blocked = sql`SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`;
  while (Number(await database.transaction((db) => db.value(blocked))) === 0) await sleep(20);
}

type Waiting = (ctx: Context, parent: number, children: readonly number[]) => Promise<unknown>;

const WAITING: readonly (readonly [string, Waiting])[] = [
  ['for all', (ctx, parent) => setWait(ctx, parent, null)],
  ['for some', (ctx, parent, children) => setWait(ctx, parent, children)],
  ['no longer for those that have ended', (ctx, parent) => takeFinished(ctx, parent)],
  ['no longer, and gets results', (ctx, parent) => takeResults(ctx, parent, [], [])],
];

eachDatabase('a task that waits', (open, engine) => {
  if (engine === 'sqlite') return;

  it.each(WAITING)('%s never stands in the way of who locks its subtasks', async (what, wait) => {
    const hub = await open();
    const admin = await hub.as('kojiadmin');
    const make = () => admin.call<number>('makeTask', ['restart', []]);
    const parent = await make();
    const children = [await make(), await make()] as const;
    await hub.database.transaction(async (db) => {
      await db.run(
        sql`UPDATE task SET parent = ${parent}, awaited = TRUE WHERE ${db.dialect.isIn(sql`id`, children)}`,
      );
      // The elder one lies behind the other now: it was written last, and in a state that has an index.
      await db.run(sql`UPDATE task SET state = ${TASK_STATES.CLOSED}, result = '' WHERE id = ${children[1]}`);
      await db.run(sql`UPDATE task SET state = ${TASK_STATES.CLOSED}, result = '' WHERE id = ${children[0]}`);
    });
    const { parts } = hub.hub;
    await asHub(parts, 'lock', async (ctx) => {
      await lockTaskRows(ctx, [children[0]]);
      const waiting = asHub(parts, 'wait', (other) => wait(other, parent, children));
      await untilBlocked(hub);
      // Who locks in the order of ids must get the next one.
      await lockTaskRows(ctx, [children[1]]);
      await ctx.db.commit();
      await expect(waiting).resolves.not.toThrow();
    });
  });
});
