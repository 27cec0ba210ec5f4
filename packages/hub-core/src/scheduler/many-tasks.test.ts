import sql from 'sql-template-tag';
import { expect, it } from 'vitest';
import { TASK_STATES } from '@kojikit/protocol';
import { eachDatabase, type TestHub } from '@kojikit/testing';
import { asHub } from '../rpc/as-hub.js';

const HOSTS = 12;
const CAPACITY = 3;
const MAX_JOBS = 4;

interface Given {
  readonly host_id: number;
  readonly tasks: number;
  readonly load: number;
}

async function hosts(hub: TestHub) {
  for (let number = 1; number <= HOSTS; number += 1) {
    await hub.rows.host({ name: `b${number}`, capacity: CAPACITY });
    const caller = await hub.as(`b${number}`);
    await caller.call('exclusiveSession');
    const data = { maxjobs: number % 3 === 0 ? 1 : MAX_JOBS };
    await caller.call('host.updateHost', [0, true], { data });
  }
}

const given = (hub: TestHub) =>
  asHub(hub.hub.parts, 'test', (ctx) =>
    ctx.db.all<Given>(sql`
      SELECT host_id, CAST(count(*) AS integer) AS tasks, sum(weight) AS load FROM task
       WHERE state = ${TASK_STATES.ASSIGNED} GROUP BY host_id ORDER BY host_id`),
  );

eachDatabase('many tasks', (open) => {
  it('go to many hosts, of which none gets more than its capacity and its most tasks, however often it runs', async () => {
    const hub = await open();
    await hosts(hub);
    const admin = await hub.as('kojiadmin');
    for (let number = 0; number < 100; number += 1) await admin.call('makeTask', ['sleep', [number]]);
    const few = [...Array<number>(4).fill(1), ...Array<number>(8).fill(CAPACITY)];
    for (let run = 0; run < 3; run += 1) {
      await admin.call('scheduler.doRun', [true]);
      const rows = await given(hub);
      // A task weighs 1, and a host gets none when it has what it can carry.
      expect(rows.map(({ tasks }) => tasks).sort()).toEqual(few);
      expect(rows.every(({ load }) => load <= CAPACITY)).toBe(true);
    }
    const runs = await admin.call<{ task_id: number; active: boolean }[]>('scheduler.getTaskRuns');
    expect(new Set(runs.map(({ task_id: task }) => task)).size).toBe(28);
    const messages = await admin.call<{ msg: string }[]>('scheduler.getLogMessages');
    expect(messages.filter(({ msg }) => msg === 'Assigning task')).toHaveLength(28);
  });

  it('are given away in no more statements than one', async () => {
    const hub = await open();
    await hosts(hub);
    const admin = await hub.as('kojiadmin');
    const run = () => hub.queriesOf(() => admin.call('scheduler.doRun', [true]));
    await admin.call('makeTask', ['sleep', [1]]);
    await run();
    await admin.call('makeTask', ['sleep', [1]]);
    const one = await run();
    for (let number = 0; number < 15; number += 1) await admin.call('makeTask', ['sleep', [number]]);
    expect(await run()).toHaveLength(one.length);
    expect((await given(hub)).reduce((sum, { tasks }) => sum + tasks, 0)).toBe(17);
  });

  it('are announced each, with the host that they were given to', async () => {
    const hub = await open();
    await hosts(hub);
    const admin = await hub.as('kojiadmin');
    const tasks: number[] = [];
    for (let number = 0; number < 5; number += 1)
      tasks.push(await admin.call('makeTask', ['sleep', [number]]));
    const woken = hub.hub.parts.signals.wait([`task:${tasks[4]}`], 10);
    await admin.call('scheduler.doRun', [true]);
    expect(await woken).toBe(true);
    for (const task of tasks) {
      const info = await admin.call<{ state: number; host_id: number }>('getTaskInfo', [task]);
      expect(info.state).toBe(TASK_STATES.ASSIGNED);
      expect(info.host_id).toBeGreaterThan(0);
    }
  });

  it('for any arch are kept from hosts that have none of the arches of their tag', async () => {
    const hub = await open();
    const useless = await hub.rows.host({ name: 'other', arches: 's390x ppc64le' });
    const nothing = await hub.rows.host({ name: 'none', arches: '' });
    const able = await hub.rows.host({ name: 'able', arches: 'i386 x86_64' });
    const admin = await hub.as('kojiadmin');
    await admin.call('createTag', ['f40-build'], { arches: 'x86_64 aarch64' });
    const task = await admin.call('makeTask', ['rebuildSRPM', ['x.src.rpm', 'f40-build']]);
    const refusals = await admin.call<{ task_id: number; host_id: number }[]>('scheduler.getTaskRefusals');
    const refused = refusals.map(({ task_id, host_id }) => [task_id, host_id]);
    expect(refused).toEqual([useless, nothing].map(({ id }) => [task, id]));
    expect(refused).not.toContainEqual([task, able.id]);
  });
});
