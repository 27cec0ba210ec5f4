import { createIndexes } from '../schema/create-indexes.js';
import type { Migration } from './migration.js';

/** An index of Koji's tables for the newest tasks of some states. Koji's hub takes no notice of it. */
export const tasksByState: Migration = {
  name: '0009-tasks-by-state',
  breaking: false,
  async up(knex) {
    await createIndexes(knex, 'task', { kojikit_task_by_state: { on: ['state', 'id'] } });
  },
};
