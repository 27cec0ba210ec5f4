import { boolean, integer, serial, text } from '../schema/columns.js';
import { createTables } from '../schema/create-tables.js';
import { table } from '../schema/table.js';
import type { Migration } from './migration.js';

/**
 * Which rule of which policy allowed what was done about a build. No keys of other tables: Koji's own tools delete tasks
 * and know nothing of this one.
 */
export const policyDecisions: Migration = {
  name: '0003-policy-decisions',
  breaking: false,
  up: (knex) =>
    createTables(knex, [
      table(
        'kojikit_policy_decisions',
        {
          id: serial(),
          policy: text(),
          result: text(),
          rule: text(),
          rule_number: text({ nullable: true }),
          forced: boolean(),
          user_id: integer({ nullable: true }),
          build_id: integer({ nullable: true }),
          tag_id: integer({ nullable: true }),
          event_id: integer({ nullable: true }),
          task_id: integer({ nullable: true }),
        },
        {
          indexes: {
            kojikit_policy_decisions_by_build: { on: ['build_id'] },
            kojikit_policy_decisions_by_task: { on: ['task_id'] },
          },
        },
      ),
    ]),
};
