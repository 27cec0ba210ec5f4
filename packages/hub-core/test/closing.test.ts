import { setTimeout as sleep } from 'node:timers/promises';
import { eachDatabase } from '@kojikit/testing';
import sql from 'sql-template-tag';
import { expect, it } from 'vitest';
import { anyone, defineHubPlugin, method } from '../src/plugin.js';

const slow = defineHubPlugin({
  name: 'slow',
  methods: [
    method('readsTwice', {
      params: {},
      access: anyone,
      handler: async (ctx) => {
        const read = () => ctx.db.value<string>(sql`SELECT name FROM users WHERE id = 1`);
        const first = await read();
        await sleep(300);
        return [first, await read()];
      },
    }),
  ],
});

eachDatabase('a hub that closes', (open) => {
  it('lets calls come to their end, although nobody waits for their answers any more', async () => {
    const hub = await open({ plugins: [slow] });
    const answer = hub.anonymous.call('readsTwice');
    await sleep(50);
    await hub.close();
    expect(await answer).toEqual(['kojiadmin', 'kojiadmin']);
  });
});
