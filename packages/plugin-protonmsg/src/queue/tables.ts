import { randomUUID } from 'node:crypto';
import { column, createTables, table, type Migration } from '@kojikit/hub-core/plugin';

/** What became of messages: what was sent, for consumers that ask again, and what was put aside. */
const messages = table(
  'kojikit_messages',
  {
    id: column.serial(),
    message_id: column.text(),
    queue_id: column.integer({ nullable: true }),
    state: column.text(),
    created: column.timestamp({ nullable: true }),
    ended: column.timestamp({ default: column.clock }),
    attempts: column.integer({ default: 0 }),
    last_error: column.text({ nullable: true }),
    address: column.text(),
    props: column.json(),
    body: column.json(),
  },
  {
    indexes: {
      kojikit_messages_by_message_id: { on: ['message_id'] },
      kojikit_messages_by_state: { on: ['state', 'ended'] },
    },
  },
);

/** What is known of queued messages beyond Koji's table: an id of their own, and refusals. */
const attempts = table('kojikit_message_attempts', {
  queue_id: column.integer({ primaryKey: true }),
  message_id: column.text({ nullable: true }),
  attempts: column.integer({ default: 0 }),
  next_attempt: column.timestamp({ nullable: true }),
  last_error: column.text({ nullable: true }),
});

/** One row: the name of this database in message ids, so that two hubs on one bus cannot give the same id twice. */
const site = table('kojikit_message_site', { site: column.text({ primaryKey: true }) });

export const queueTables: Migration = {
  name: 'protonmsg/0001-queue',
  breaking: false,
  async up(knex) {
    await createTables(knex, [messages, attempts, site]);
    await knex(site.name).insert({ site: randomUUID() });
  },
};
