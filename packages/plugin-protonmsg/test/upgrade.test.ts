import { createHub, defaultHubConfig, type Hub } from '@kojikit/hub-core';
import type { Migration } from '@kojikit/hub-core/plugin';
import { eachEmptyDatabase } from '@kojikit/testing';
import sql from 'sql-template-tag';
import { expect, it, onTestFinished } from 'vitest';
import plugin from '../src/hub.js';
import { keptRow } from '../src/queue/kept-messages.js';
import { queueTables } from '../src/queue/tables.js';

eachEmptyDatabase('a queue that the version before has made', (make) => {
  it('gets other indexes while a hub of that version works on it, which finds and notes messages as before', async () => {
    const connection = await make();
    const database = connection.kind === 'sqlite' ? `sqlite:${connection.path}` : connection.url!;
    const start = async (migrations: readonly Migration[]): Promise<Hub> => {
      const config = defaultHubConfig({ LogLevel: 'CRITICAL', DBConnectionString: database });
      const hub = await createHub({ config, plugins: [{ name: plugin.name, migrations }], schema: 'apply' });
      onTestFinished(() => hub.close());
      return hub;
    };
    const before = await start([queueTables]);
    const note = (messageId: string, queueId: number | null) =>
      before.database.transaction((db) =>
        db.run(sql`
          INSERT INTO kojikit_messages
                 (message_id, queue_id, state, created, attempts, last_error, address, props, body)
          VALUES (${messageId}, ${queueId}, 'sent', ${db.dialect.now()}, 0, NULL, 'a.b', '{}', '{}')`),
      );
    const find = ({ database }: Hub, messageId: string) => {
      const db = database.open();
      return db
        .value(sql`SELECT max(id) FROM kojikit_messages WHERE message_id = ${messageId}`)
        .finally(() => db.release());
    };
    await note('x-1', 1);
    await note('y', null);
    expect(await find(before, 'x-1')).toBe(1);
    const now = await start(plugin.migrations ?? []);
    await note('x-3', 3);
    await note('z', 4);
    for (const [place, id] of ['x-1', 'y', 'x-3', 'z'].entries()) {
      expect(await find(before, id)).toBe(place + 1);
      const db = now.database.open();
      expect(await keptRow(db, id)).toBe(place + 1);
      await db.release();
    }
    // The version before starts on it, too.
    await start([queueTables]);
  });
});
