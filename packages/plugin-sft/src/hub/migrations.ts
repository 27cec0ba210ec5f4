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

/**
 * Tasks whose build roots somebody wants saved should they, or tasks below them, fail. The tasks are no foreign keys:
 * a wish must not keep anybody from deleting a task.
 */
const wishes: Migration = {
  name: 'save_failed_tree/0002-tree-wishes',
  breaking: false,
  up: (knex) =>
    createTables(knex, [
      table('kojikit_tree_wishes', {
        task_id: column.integer({ primaryKey: true }),
        is_full: column.boolean({ nullable: true }),
        asked_by: column.reference('users'),
        asked_time: column.timestamp({ default: column.now }),
      }),
    ]),
};

/*
 * Koji's own tools delete old tasks and build roots and know nothing of this table. A tree outlives the task that it is
 * of; with the task that saved it, and so its archive, it goes.
 */
const deletedTasks: Migration = {
  name: 'save_failed_tree/0003-deleted-tasks',
  breaking: false,
  async up(knex) {
    const key = (column: string) => `kojikit_failed_trees_${column}_fkey`;
    for (const column of ['task_id', 'source_task_id', 'buildroot_id'])
      await knex.schema.alterTable('kojikit_failed_trees', (trees) => {
        trees.dropForeign([column], key(column));
      });
    await knex.schema.alterTable('kojikit_failed_trees', (trees) => {
      trees.foreign('task_id', key('task_id')).references('id').inTable('task').onDelete('CASCADE');
    });
  },
};

export const migrations: readonly Migration[] = [failedTrees, wishes, deletedTasks];
