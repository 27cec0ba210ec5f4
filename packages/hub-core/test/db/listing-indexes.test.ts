import { createTestHub, type TestHub } from '@kojikit/testing';
import { Sql } from 'sql-template-tag';
import { expect, it } from 'vitest';

/* SQLite keeps no figures of its tables, so that its plans are those for any number of rows. */
async function plansOf(hub: TestHub, act: () => Promise<unknown>): Promise<string[]> {
  const asked = await hub.queriesOf(act);
  return hub.database.transaction(async (db) => {
    const plans: string[] = [];
    for (const text of asked) {
      const pieces = `EXPLAIN QUERY PLAN ${text}`.split('?');
      const plan = await db.all<{ detail: string }>(new Sql(pieces, Array(pieces.length - 1).fill(1)));
      plans.push(...plan.map(({ detail }) => detail));
    }
    return plans;
  });
}

async function scannedTables(
  hub: TestHub,
  act: () => Promise<unknown>,
  // The newest of a table are the first of an index that covers what is asked of them.
  scan = /^SCAN (\w+)( USING INDEX \w+)?$/,
): Promise<string[]> {
  const plans = await plansOf(hub, act);
  return plans.flatMap((detail) => scan.exec(detail)?.[1] ?? []);
}

const LARGE = /^(task|build|standard|standard_buildroot|tag_package_owners|rpminfo)$/;

it.each<[string, string, unknown[]]>([
  ['what somebody sees on the first page', 'describeSite', []],
  [
    'the tasks of somebody',
    'listTasks',
    [
      { owner: 2, parent: null },
      { order: '-id', limit: 10 },
    ],
  ],
  ['how many tasks somebody has', 'listTasks', [{ owner: 2, parent: null }, { countOnly: true }]],
  ['what a task has made', 'describeTask', [1]],
  ['the tasks of a method', 'listTasks', [{ method: 'image' }, { order: '-id', limit: 10 }]],
  ['the newest tasks of some states', 'listTasks', [{ state: [0, 5] }, { order: '-id', limit: 10 }]],
  ['the tasks since a time', 'listTasks', [{ completeAfter: 1 }, { order: '-completion_time', limit: 10 }]],
  ['what was built in a buildroot', 'listRPMs', [null, 1]],
  ['a page of RPMs that begin with a text', 'find', ['pkg-1*', 'rpm']],
])('reads %s without looking through a large table', async (what, method, args) => {
  const hub = await createTestHub();
  await hub.rows.task();
  const alice = await hub.as('alice');
  const scanned = await scannedTables(hub, () => alice.call(method, args));
  expect(scanned.filter((table) => LARGE.test(table))).toEqual([]);
});

it.each(['rpm', 'build'])(
  'finds each %s that begins with a text without looking through an index',
  async (type) => {
    const hub = await createTestHub();
    const search = () => hub.anonymous.call('search', ['pkg-1*', type, 'glob', { countOnly: true }]);
    const scanned = await scannedTables(hub, search, /^SCAN (\w+)/);
    expect(scanned.filter((table) => LARGE.test(table))).toEqual([]);
  },
);

it('looks for changes of a tag since an event among those changes alone', async () => {
  const hub = await createTestHub();
  const plans = await plansOf(hub, () => hub.anonymous.call('tagChangedSinceEvent', [1, [1]]));
  const found = plans.filter((detail) => detail.includes(' tag_listing '));
  expect(found).toEqual([
    expect.stringContaining('(tag_id=? AND create_event>? AND create_event<?)'),
    expect.stringContaining('(tag_id=? AND revoke_event>? AND revoke_event<?)'),
  ]);
});
