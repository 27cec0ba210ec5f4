import { eachDatabase } from '@kojikit/testing';
import { expect, it } from 'vitest';
import { defineHubPlugin, type WorkerContext } from '../src/plugin.js';

eachDatabase('workers', (open) => {
  it('run while the hub does, are started again when they fail, and are awaited at the end', async () => {
    let starts = 0;
    let ended = false;
    const run = async ({ stopping, signals }: WorkerContext) => {
      starts += 1;
      if (starts === 1) throw new Error('the first attempt fails');
      await signals.wait(['never'], 60, stopping);
      ended = true;
    };
    const plugin = defineHubPlugin({ name: 'working', workers: [{ name: 'working', run }] });
    const hub = await open({ plugins: [plugin], config: { Housekeeping: false } });
    hub.hub.start();
    await expect.poll(() => starts, { timeout: 10_000 }).toBe(2);
    expect(ended).toBe(false);
    await hub.hub.close();
    expect(ended).toBe(true);
  });
});

eachDatabase('a lock that is held beyond transactions', (open) => {
  it('is had by one at a time and leaves the database free for others', async () => {
    const { database } = await open();
    const hold = await database.hold('some-lock');
    expect(hold).toBeDefined();
    expect(await database.hold('some-lock')).toBeUndefined();
    const other = await database.hold('other-lock');
    await other?.release();
    await database.transaction((db) => db.insert('locks', { name: 'a-write-of-somebody-else' }));
    await hold?.release();
    await hold?.release();
    const again = await database.hold('some-lock');
    expect(again).toBeDefined();
    await again?.release();
  });
});
