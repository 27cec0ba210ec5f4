import { eachDatabase } from '@kojikit/testing';
import { expect, it } from 'vitest';

interface Listed {
  readonly id: number;
  readonly state: number;
}

interface Owned extends Listed {
  readonly owner: number | null;
}

eachDatabase('the newest or oldest tasks of some states', (open) => {
  it('are the first of all that have one of them', async () => {
    const hub = await open();
    for (let place = 0; place < 24; place += 1) await hub.rows.task({ state: [0, 2, 2, 5, 3][place % 5] });
    const list = (...params: unknown[]) => hub.anonymous.call<Listed[]>('listTasks', params);
    const all = await list({}, { order: 'id' });
    for (const states of [[0], [0, 5], [5, 5, 0], [2, null], [4], [null], [], [0, 1, 2, 3, 4, 5], [9, 2]]) {
      for (const window of [{ limit: 1 }, { limit: 4, offset: 3 }, { limit: 11 }, { limit: 2000 }]) {
        for (const order of ['id', '-id']) {
          const wanted = all.filter(({ state }) => states.includes(state));
          if (order === '-id') wanted.reverse();
          const { limit, offset = 0 } = window;
          const listed = await list({ state: states }, { order, ...window });
          expect(listed).toEqual(wanted.slice(offset, offset + limit));
        }
      }
    }
  });

  it('are those of one owner, of all states or some', async () => {
    const hub = await open();
    const { userId: other } = await hub.rows.host();
    for (let place = 0; place < 24; place += 1)
      await hub.rows.task({ state: [0, 2, 2, 5, 3][place % 5], owner: [1, other, 1][place % 3] });
    const list = (...params: unknown[]) => hub.anonymous.call<Owned[]>('listTasks', params);
    const all = await list({}, { order: 'id' });
    for (const owner of [1, other, 999, null, [1, other]]) {
      for (const state of [undefined, [2], [0, 5], [], [1]]) {
        for (const window of [{ limit: 1 }, { limit: 4, offset: 3 }, { limit: 2000 }]) {
          const owners = Array.isArray(owner) ? owner : [owner];
          const wanted = all
            .filter((task) => owners.includes(task.owner) && (state?.includes(task.state) ?? true))
            .reverse();
          const { limit, offset = 0 } = window;
          const listed = await list(state ? { owner, state } : { owner }, { order: '-id', ...window });
          expect(listed).toEqual(wanted.slice(offset, offset + limit));
        }
      }
    }
  });

  it('are chosen from by whatever else is asked', async () => {
    const hub = await open();
    for (const arch of ['noarch', 'x86_64', 'noarch']) await hub.rows.task({ state: 5, arch });
    const list = (filter: object) =>
      hub.anonymous.call<Listed[]>('listTasks', [filter, { order: '-id', limit: 1 }]);
    const [newest] = await list({ state: [5] });
    const [other] = await list({ state: [5], arch: ['x86_64'] });
    expect(other!.id).toBe(newest!.id - 1);
    expect(await list({ state: [5], not_state: [5] })).toEqual([]);
  });
});
