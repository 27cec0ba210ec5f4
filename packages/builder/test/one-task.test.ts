import { access, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { TASK_STATES } from '@kojikit/protocol';
import { describe, expect, it } from 'vitest';
import { skipWithoutRoots } from './build-site.js';
import { OneTaskSite, linesOf, until } from './one-task-site.js';
import { temporaryFolder } from './root-setup.js';

const FREE = TASK_STATES.FREE;
/** Programs start slowly on a machine on which much else is going on. */
const PATIENCE = 300_000;
/** Whether the program of the task is at work, which makes this file. */
const exists = (file: string) =>
  access(file).then(
    () => true,
    () => false,
  );
const notes = async () => join(await temporaryFolder(), 'notes');

describe('a builder that takes one task', () => {
  it('does one of two tasks, ends, and gets no other while it is away', async () => {
    const site = await OneTaskSite.create();
    const machine = await site.machine('builder1');
    const file = await notes();
    const first = await site.make('counted', [file, 'true']);
    const second = await site.make('counted', [file, 'true']);
    expect(await machine.take().ended).toBe('task closed');
    expect((await site.task(first)).state).toBe(TASK_STATES.CLOSED);
    expect(await site.task(second)).toMatchObject({ state: FREE, host_id: null });
    expect(await linesOf(file)).toEqual([`begin ${first}`, `end ${first}`]);
    expect(await site.isReady('builder1')).toBe(false);
  });

  it('tells a task that failed from one that was canceled', async () => {
    const site = await OneTaskSite.create();
    const machine = await site.machine('builder1');
    const [file, failing] = [await notes(), await notes()];
    await site.make('counted', [failing, 'false']);
    expect(await machine.take().ended).toBe('task failed');
    const id = await site.make('counted', [file, 'sleep 600']);
    const taking = machine.take();
    await until(async () => (await linesOf(file)).length > 0);
    await site.admin.call('cancelTask', [id]);
    expect(await taking.ended).toBe('task left');
  });

  it('ends without a task when there is none for as long as it may wait, on a hub that is away as well', async () => {
    const site = await OneTaskSite.create();
    const machine = await site.machine('builder1');
    expect(await machine.take({ wait: 0 }).ended).toBe('no task');
    expect(await site.isReady('builder1')).toBe(false);
    // Nothing listens on the first port of all.
    const away = { server: 'http://127.0.0.1:1/kojihub' };
    expect(await machine.take({ wait: 0.1 }, away).ended).toBe('no task');
  });

  it('gives its task back when it is stopped, so that another builder does it', async () => {
    const site = await OneTaskSite.create();
    const [one, other] = [await site.machine('builder1'), await site.machine('builder2')];
    const [file, gate] = [await notes(), await notes()];
    const id = await site.make('counted', [file, `test -e ${gate} || { touch ${gate}; sleep 600; }`]);
    const taking = one.take();
    await until(() => exists(gate));
    taking.stop();
    expect(await taking.ended).toBe('task left');
    expect(await site.task(id)).toMatchObject({ state: FREE, host_id: null });
    expect(await other.take().ended).toBe('task closed');
    expect(await linesOf(file)).toEqual([`begin ${id}`, `begin ${id}`, `end ${id}`]);
  });

  it('does the subtasks of its task that nobody else takes, and no strangers', async () => {
    const site = await OneTaskSite.create();
    const machine = await site.machine('builder1');
    const file = await notes();
    const id = await site.make('parent', [file]);
    const stranger = await site.make('counted', [file, 'true']);
    expect(await machine.take().ended).toBe('task closed');
    expect((await site.task(id)).state).toBe(TASK_STATES.CLOSED);
    expect((await site.task(stranger)).state).toBe(FREE);
    expect(await linesOf(file)).toHaveLength(4);
  });

  it('leaves all subtasks to other builders where maxjobs is 1', async () => {
    const site = await OneTaskSite.create();
    const machines = await Promise.all(
      ['builder1', 'builder2', 'builder3'].map((name) => site.machine(name)),
    );
    const id = await site.make('parent', [await notes()]);
    const [one, ...others] = machines;
    const waiting = one?.take({}, { maxjobs: 1 });
    await until(async () => (await site.task(id)).state === TASK_STATES.OPEN);
    const ends = await Promise.all(others.map((machine) => machine.take().ended));
    expect([...ends, await waiting?.ended]).toEqual(['task closed', 'task closed', 'task closed']);
  });

  it('leaves no build root behind', async (context) => {
    await skipWithoutRoots(context);
    const site = await OneTaskSite.create();
    const machine = await site.machine('builder1');
    await site.hub.rows.tag({ name: 'demo', arches: 'x86_64' });
    await site.make('newRepo', ['demo']);
    // With createrepo below it.
    expect(await machine.take().ended).toBe('task closed');
    for (const [command, outcome] of [
      ['true', 'task closed'],
      ['false', 'task failed'],
    ]) {
      await site.make('runroot', ['demo', 'x86_64', command], { channel: 'default' });
      expect(await machine.take().ended).toBe(outcome);
      expect(await readdir(machine.settings.mockdir)).not.toContainEqual(expect.stringMatching(/^demo-/));
    }
  });
});

describe('a builder that takes a task by its id', () => {
  it('takes that task alone, although another one comes first', async () => {
    const site = await OneTaskSite.create();
    const machine = await site.machine('builder1');
    const file = await notes();
    const first = await site.make('counted', [file, 'true'], { priority: 1 });
    const wanted = await site.make('counted', [file, 'true']);
    expect(await machine.take({ task: wanted }).ended).toBe('task closed');
    expect(await linesOf(file)).toEqual([`begin ${wanted}`, `end ${wanted}`]);
    expect((await site.task(first)).state).toBe(FREE);
  });

  it('takes one that an administrator has assigned to its host', async () => {
    const site = await OneTaskSite.create();
    const machine = await site.machine('builder1');
    const id = await site.make('counted', [await notes(), 'true']);
    await site.admin.call('assignTask', [id, 'builder1']);
    expect(await machine.take({ task: id }).ended).toBe('task closed');
  });

  it('says why a task is none for this host, and leaves it alone', async () => {
    const site = await OneTaskSite.create();
    const machine = await site.machine('builder1');
    const other = await site.make('counted', [await notes(), 'true'], { arch: 's390x' });
    const unknown = await site.make('noSuchMethod', []);
    const tries = [
      [other, `Task ${other} is none for this host: its arch is s390x`],
      [unknown, `This builder cannot do task ${unknown} (noSuchMethod): no handler for method`],
      [9999, 'There is no task 9999'],
    ] as const;
    for (const [task, text] of tries) await expect(machine.take({ task }).ended).rejects.toThrow(text);
    expect((await site.task(other)).state).toBe(FREE);
    await site.admin.call('cancelTask', [unknown]);
    expect(await machine.take({ task: unknown }).ended).toBe('no task');
  });
});

describe('kojid --one-task', () => {
  it(
    'after a kill -9 ends what was left at work before it does the task again, and no other',
    async () => {
      const site = await OneTaskSite.create();
      const machine = await site.machine('builder1');
      const [file, gate] = [await notes(), await notes()];
      const id = await site.make('counted', [file, `test -e ${gate} || { touch ${gate}; sleep 600; }`]);
      const later = await site.make('counted', [file, 'true']);
      const killed = machine.start();
      // What the task says first it says before it makes the gate, without which it would wait once more.
      await until(async () =>
        access(gate).then(
          () => true,
          () => false,
        ),
      );
      killed.process.kill('SIGKILL');
      expect(await killed.ended).toBe('SIGKILL');
      const again = machine.start('--force-lock');
      expect(await again.ended).toBe(0);
      expect(again.output()).toMatch(/killed what an earlier daemon left running/);
      expect((await site.task(id)).state).toBe(TASK_STATES.CLOSED);
      expect((await site.task(later)).state).toBe(FREE);
      expect(await linesOf(file)).toEqual([`begin ${id}`, `begin ${id}`, `end ${id}`]);
    },
    PATIENCE,
  );

  it(
    'ends with a status that says what became of the task',
    async () => {
      const site = await OneTaskSite.create();
      const machine = await site.machine('builder1');
      await site.make('counted', [await notes(), 'false']);
      expect(await machine.start().ended).toBe(3);
    },
    PATIENCE,
  );
});
