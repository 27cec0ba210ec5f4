import { createTables, table, column, type Migration } from '@kojikit/hub-core/plugin';

/** The archives of saved build roots; rows stay when an archive goes, and say why. */
const failedTrees: Migration = {
  name: 'save_failed_tree/0001-failed-trees',
  breaking: false,
  up: (knex) =>
    createTables(knex, [
      table('kojikit_failed_trees', {
        task_id: column.reference('task', { primaryKey: true }),
        buildroot_id: column.reference('buildroot'),
        source_task_id: column.reference('task'),
        is_full: column.boolean(),
        filename: column.text(),
        volume_name: column.text(),
        size: column.bigint(),
        saved_time: column.timestamp(),
        kept: column.boolean({ default: false }),
        keep_until: column.timestamp({ nullable: true }),
        kept_by: column.reference('users', { nullable: true }),
        removed_time: column.timestamp({ nullable: true }),
        removed_by: column.reference('users', { nullable: true }),
        removed_reason: column.text({ nullable: true }),
      }),
    ]),
};

export const migrations: readonly Migration[] = [failedTrees];
