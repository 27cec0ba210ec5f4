import { boolean, jsonb, now, reference, serial, text, timestamp } from '../../schema/columns.js';
import { table } from '../../schema/table.js';

export const schedulerTables = [
  table(
    'scheduler_task_runs',
    {
      id: serial(),
      task_id: reference('task'),
      host_id: reference('host'),
      active: boolean({ default: true }),
      create_time: timestamp({ default: now }),
    },
    {
      indexes: {
        scheduler_task_runs_task: { on: ['task_id'] },
        scheduler_task_runs_host: { on: ['host_id'] },
        scheduler_task_runs_create_time: { on: ['create_time'] },
      },
    },
  ),
  table('scheduler_host_data', {
    host_id: reference('host', { primaryKey: true }),
    data: jsonb({ nullable: true }),
  }),
  table('scheduler_sys_data', { name: text({ primaryKey: true }), data: jsonb({ nullable: true }) }),
  table(
    'scheduler_task_refusals',
    {
      id: serial(),
      task_id: reference('task'),
      host_id: reference('host'),
      by_host: boolean(),
      soft: boolean({ default: false }),
      msg: text({ nullable: true }),
      time: timestamp({ default: now }),
    },
    { unique: [['task_id', 'host_id']] },
  ),
  table('scheduler_log_messages', {
    id: serial(),
    task_id: reference('task', { nullable: true }),
    host_id: reference('host', { nullable: true }),
    msg_time: timestamp({ default: now }),
    msg: text(),
  }),
  // Whoever holds the row holds the lock.
  table('locks', { name: text({ primaryKey: true }) }),
];

export const lockRows = ['protonmsg-plugin', 'scheduler', 'repo-queue'].map((name) => ({ name }));
