import { eachDatabase } from '@kojikit/testing';
import { expect, it } from 'vitest';
import plugin from '../src/hub.js';
import { enqueue } from '../src/queue/message-queue.js';
import { conf, queued } from './helpers.js';

const INSERT = expect.stringContaining('INSERT INTO proton_queue') as string;

eachDatabase('a message of a call', (openHub, engine) => {
  it('takes no round trip of its own: PostgreSQL is told of it with the commit', async () => {
    const hub = await openHub({
      config: '[hub]\nPlugins = protonmsg\n',
      plugins: [plugin],
      pluginConfig: { 'protonmsg.conf': conf('amqp://localhost:1') },
    });
    const db = hub.database.open();
    const before = await hub.queriesOf(() =>
      enqueue(db, { address: 'a.b', props: { type: 'X' }, body: '{}' }),
    );
    const after = await hub.queriesOf(() => db.commit());
    await db.release();
    expect(engine === 'postgresql' ? after : before).toContainEqual(INSERT);
    expect(engine === 'postgresql' ? before : after).not.toContainEqual(INSERT);
    expect(await queued(hub)).toMatchObject([{ address: 'a.b' }]);
  });
});
