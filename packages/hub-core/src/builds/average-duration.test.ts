import { expect, it } from 'vitest';
import sql from 'sql-template-tag';
import { eachDatabase, type TestHub } from '@kojikit/testing';
import { monthsAgo } from './average-duration.js';

/** A build of a task that took so long and was completed so many days ago. */
async function built(hub: TestHub, version: string, seconds: number, daysAgo: number): Promise<void> {
  const task = await hub.rows.task();
  const { id } = await hub.rows.build({ name: 'p', version, taskId: task.id });
  const completed = Math.floor(Date.now() / 1000) - daysAgo * 86400;
  await hub.database.transaction(async (db) => {
    const [event] = await db.write<{ id: number }>(
      sql`INSERT INTO events (time) VALUES (${db.dialect.moment(completed - seconds)}) RETURNING id`,
    );
    const values = { create_event: event!.id, completion_time: db.dialect.moment(completed) };
    await db.update('build', values, sql`id = ${id}`);
  });
}

eachDatabase('the average duration of builds', (open) => {
  it('counts builds of tasks alone, and only as far back as asked', async () => {
    const hub = await open();
    await built(hub, '1', 100, 1);
    await built(hub, '2', 200, 2);
    await built(hub, '3', 900, 100);
    await hub.rows.build({ name: 'p', version: 'imported' });
    const average = async (...args: unknown[]) =>
      Number(await hub.anonymous.call('getAverageBuildDuration', ['p', ...args]));
    expect(await average()).toBeCloseTo(400);
    expect(await average(1)).toBeCloseTo(150);
  });
});

it('months are counted back to the last day of a shorter month', () => {
  expect(monthsAgo(new Date('2026-03-31T10:00:00Z'), 1).toISOString()).toBe('2026-02-28T10:00:00.000Z');
  expect(monthsAgo(new Date('2026-01-15T10:00:00Z'), 14).toISOString()).toBe('2024-11-15T10:00:00.000Z');
});
