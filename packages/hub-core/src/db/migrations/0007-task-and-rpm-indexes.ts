import { createIndexes } from '../schema/create-indexes.js';
import type { Migration } from './migration.js';

/**
 * Indexes of Koji's tables for listings whose cost would grow with all tasks or RPMs that there ever were: tasks of somebody,
 * of a method or of a time, and what was built in a buildroot. Koji's hub takes no notice of them.
 */
export const taskAndRpmIndexes: Migration = {
  name: '0007-task-and-rpm-indexes',
  breaking: false,
  async up(knex) {
    await createIndexes(knex, 'task', {
      kojikit_task_by_owner_and_state: { on: ['owner', 'state', 'id'] },
      kojikit_task_by_method: { on: ['method', 'id'] },
      kojikit_task_by_create_time: { on: ['create_time'] },
      kojikit_task_by_start_time: { on: ['start_time'] },
      kojikit_task_by_completion_time: { on: ['completion_time'] },
    });
    await createIndexes(knex, 'rpminfo', {
      kojikit_rpminfo_by_buildroot: { on: ['buildroot_id'] },
    });
  },
};
