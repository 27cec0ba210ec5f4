import sql from 'sql-template-tag';
import type { Dialect, Row } from '../db/database.js';
import type { View, ViewField } from '../query/view.js';
import { withDoubles } from '../rpc/results.js';

/** Fields of the task and the host that rows of the scheduler name. */
const joinedFields: Readonly<Record<string, ViewField>> = {
  method: { column: sql`task.method`, kind: 'text', join: 'task' },
  state: { column: sql`task.state`, join: 'task' },
  owner: { column: sql`task.owner`, join: 'task' },
  arch: { column: sql`task.arch`, kind: 'text', join: 'task' },
  channel_id: { column: sql`task.channel_id`, join: 'task' },
  host_name: { column: sql`host.name`, kind: 'text', join: 'host' },
  host_ready: { column: sql`host.ready`, kind: 'boolean', join: 'host' },
};

/** When the scheduler gave which task to which host. */
export function taskRunsView(dialect: Dialect): View {
  return {
    from: sql`scheduler_task_runs`,
    joins: {
      task: sql`JOIN task ON scheduler_task_runs.task_id = task.id`,
      host: sql`JOIN host ON scheduler_task_runs.host_id = host.id`,
    },
    fields: {
      id: { column: sql`scheduler_task_runs.id` },
      task_id: { column: sql`scheduler_task_runs.task_id` },
      host_id: { column: sql`scheduler_task_runs.host_id` },
      active: { column: sql`scheduler_task_runs.active`, kind: 'boolean' },
      create_ts: { column: dialect.epoch(sql`scheduler_task_runs.create_time`), kind: 'number' },
      start_ts: { column: dialect.epoch(sql`task.start_time`), kind: 'number', join: 'task' },
      completion_ts: { column: dialect.epoch(sql`task.completion_time`), kind: 'number', join: 'task' },
      ...joinedFields,
    },
    defaultFields: ['id', 'task_id', 'host_id', 'active', 'create_ts'],
    transform: (row) => floats(row, ['create_ts', 'start_ts', 'completion_ts']),
  };
}

/** Which host refused which task. */
export function taskRefusalsView(dialect: Dialect): View {
  return {
    from: sql`scheduler_task_refusals`,
    joins: {
      task: sql`JOIN task ON scheduler_task_refusals.task_id = task.id`,
      host: sql`JOIN host ON scheduler_task_refusals.host_id = host.id`,
    },
    fields: {
      id: { column: sql`scheduler_task_refusals.id` },
      task_id: { column: sql`scheduler_task_refusals.task_id` },
      host_id: { column: sql`scheduler_task_refusals.host_id` },
      by_host: { column: sql`scheduler_task_refusals.by_host`, kind: 'boolean' },
      soft: { column: sql`scheduler_task_refusals.soft`, kind: 'boolean' },
      msg: { column: sql`scheduler_task_refusals.msg`, kind: 'text' },
      ts: { column: dialect.epoch(sql`scheduler_task_refusals.time`), kind: 'number' },
      ...joinedFields,
    },
    defaultFields: ['id', 'task_id', 'host_id', 'by_host', 'soft', 'msg', 'ts'],
    transform: (row) => floats(row, ['ts']),
  };
}

/** What the scheduler did and why. */
export function logMessagesView(dialect: Dialect): View {
  return {
    from: sql`scheduler_log_messages`,
    joins: {
      task: sql`LEFT JOIN task ON scheduler_log_messages.task_id = task.id`,
      host: sql`LEFT JOIN host ON scheduler_log_messages.host_id = host.id`,
    },
    fields: {
      id: { column: sql`scheduler_log_messages.id` },
      task_id: { column: sql`scheduler_log_messages.task_id` },
      host_id: { column: sql`scheduler_log_messages.host_id` },
      msg_ts: { column: dialect.epoch(sql`scheduler_log_messages.msg_time`), kind: 'number' },
      msg: { column: sql`scheduler_log_messages.msg`, kind: 'text' },
      ...joinedFields,
    },
    defaultFields: ['id', 'task_id', 'host_id', 'msg', 'msg_ts'],
    transform: (row) => floats(row, ['msg_ts']),
  };
}

function floats(row: Row, names: readonly string[]): Row {
  return withDoubles(row, ...names.filter((name) => Object.hasOwn(row, name)));
}
