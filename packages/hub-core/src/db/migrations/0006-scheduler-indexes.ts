import { createIndexes } from '../schema/create-indexes.js';
import type { Migration } from './migration.js';

/**
 * What the scheduler and builders ask for all the time: the queue in its order, the tasks that a host has, and which of all
 * runs that there ever were are still active. Koji's hub takes no notice of them.
 */
export const schedulerIndexes: Migration = {
  name: '0006-scheduler-indexes',
  breaking: false,
  async up(knex) {
    await createIndexes(knex, 'task', {
      kojikit_task_queue: { on: ['priority', 'create_time', 'id'], where: 'state = 0' },
      kojikit_task_at_host: { on: ['host_id', 'state'], where: 'state IN (1, 4)' },
    });
    await createIndexes(knex, 'scheduler_task_runs', {
      kojikit_scheduler_task_runs_active: { on: ['task_id'], where: 'active IS TRUE' },
    });
  },
};
