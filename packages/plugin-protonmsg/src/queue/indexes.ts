import sql, { raw } from 'sql-template-tag';
import type { Migration } from '@kojikit/hub-core/plugin';

/*
 * Nearly all rows are messages that were sent, and each costs the sender what its indexes cost. So what few rows are asked for has
 * an index of its own, and the others have two of numbers that grow. A query finds an index of few rows only when it says the
 * condition of the index in the same words.
 */
const NOT_SENT = `state <> 'sent'`;
const OTHER_ID = `(queue_id IS NULL OR message_id <> rtrim(message_id, '0123456789') || CAST(queue_id AS TEXT))`;

/** The condition of rows that are looked through when somebody asks for messages that were not sent. */
export const notSent = sql`${raw(NOT_SENT)}`;

/** The condition of rows whose message has an id that does not end in their number of the queue, such as those from memory. */
export const otherId = sql`${raw(OTHER_ID)}`;

/** Makes them beside the old ones: whoever reads meanwhile goes on. */
export const leanIndexes: Migration = {
  name: 'protonmsg/0002-lean-indexes',
  breaking: false,
  async up(knex) {
    const where = (condition: string) => ({ predicate: knex.queryBuilder().whereRaw(condition) });
    await knex.schema.alterTable('kojikit_messages', (messages) => {
      messages.index(['ended'], 'kojikit_messages_by_end');
      messages.index(['queue_id'], 'kojikit_messages_by_queue_id');
      messages.index(['state', 'id'], 'kojikit_messages_not_sent', where(NOT_SENT));
      messages.index(['message_id'], 'kojikit_messages_with_other_id', where(OTHER_ID));
    });
  },
};

/*
 * A step by itself: it waits for whoever reads, which one that has made indexes of a large table should not do. A hub of the version
 * before answers the same as ever, and looks through the table when somebody asks for what followed a message.
 */
export const withoutOldIndexes: Migration = {
  name: 'protonmsg/0003-without-old-indexes',
  breaking: false,
  async up(knex) {
    await knex.schema.alterTable('kojikit_messages', (messages) => {
      messages.dropIndex([], 'kojikit_messages_by_message_id');
      messages.dropIndex([], 'kojikit_messages_by_state');
    });
  },
};
