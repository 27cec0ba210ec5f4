import sql, { type Sql } from 'sql-template-tag';
import type { Dialect, Row } from '../db/database.js';
import type { ColumnKind } from '../rpc/comparable.js';
import {
  queryView,
  readView,
  type View,
  type ViewField,
  type ViewQuery,
  type ViewRead,
} from '../query/view.js';
import { withDoubles } from '../rpc/results.js';
import type { Context } from '../ground/context.js';
import type { RepoInfo, RepoRequest } from './types.js';

/** The repos that a caller asks for. */
export function queryRepos<R extends object = Row>(ctx: Context, query: ViewQuery): Promise<R[] | number> {
  return queryView<R>(ctx.db, repoView(ctx.db.dialect), query);
}

/** Repos with all their fields, unless some are named. */
export function readRepos<R extends object = RepoInfo>(ctx: Context, read: ViewRead): Promise<R[]> {
  return readView<R>(ctx.db, repoView(ctx.db.dialect), read);
}

/** The requests for repos that a caller asks for. */
export function queryRequests<R extends object = Row>(ctx: Context, query: ViewQuery): Promise<R[] | number> {
  return queryView<R>(ctx.db, requestView(ctx.db.dialect), query);
}

/** Requests for repos with all their fields, unless some are named. */
export function readRequests<R extends object = RepoRequest>(ctx: Context, read: ViewRead): Promise<R[]> {
  return readView<R>(ctx.db, requestView(ctx.db.dialect), read);
}

const plain = (column: Sql, kind?: ColumnKind): ViewField => ({ column, kind });
const joined = (join: string, column: Sql, kind?: ColumnKind): ViewField => ({ column, join, kind });

function repoView({ epoch }: Dialect): View {
  return {
    from: sql`repo`,
    joins: {
      tag: sql`JOIN tag ON repo.tag_id = tag.id`,
      create_ev: sql`JOIN events AS create_ev ON repo.create_event = create_ev.id`,
      begin_ev: sql`LEFT JOIN events AS begin_ev ON repo.begin_event = begin_ev.id`,
      end_ev: sql`LEFT JOIN events AS end_ev ON repo.end_event = end_ev.id`,
      task: sql`LEFT JOIN task ON repo.task_id = task.id`,
    },
    fields: {
      id: plain(sql`repo.id`),
      tag_id: plain(sql`repo.tag_id`),
      creation_time: plain(sql`repo.creation_time`, 'time'),
      creation_ts: plain(epoch(sql`repo.creation_time`), 'number'),
      state_time: plain(sql`repo.state_time`, 'time'),
      state_ts: plain(epoch(sql`repo.state_time`), 'number'),
      create_event: plain(sql`repo.create_event`),
      create_ts: joined('create_ev', epoch(sql`create_ev.time`), 'number'),
      begin_event: plain(sql`repo.begin_event`),
      begin_ts: joined('begin_ev', epoch(sql`begin_ev.time`), 'number'),
      end_event: plain(sql`repo.end_event`),
      end_ts: joined('end_ev', epoch(sql`end_ev.time`), 'number'),
      state: plain(sql`repo.state`),
      dist: plain(sql`repo.dist`, 'boolean'),
      opts: plain(sql`repo.opts`, 'json'),
      custom_opts: plain(sql`repo.custom_opts`, 'json'),
      task_id: plain(sql`repo.task_id`),
      task_state: joined('task', sql`task.state`),
      tag_name: joined('tag', sql`tag.name`, 'text'),
    },
    defaultFields: ['id', 'tag_id', 'create_event', 'state', 'dist', 'task_id', 'opts', 'custom_opts'],
    transform: withSeconds,
  };
}

function requestView({ epoch }: Dialect): View {
  return {
    from: sql`repo_queue`,
    joins: {
      tag: sql`JOIN tag ON repo_queue.tag_id = tag.id`,
      task: sql`LEFT JOIN task ON repo_queue.task_id = task.id`,
      users: sql`JOIN users ON repo_queue.owner = users.id`,
    },
    fields: {
      id: plain(sql`repo_queue.id`),
      create_time: plain(sql`repo_queue.create_time`, 'time'),
      create_ts: plain(epoch(sql`repo_queue.create_time`), 'number'),
      owner: plain(sql`repo_queue.owner`),
      owner_name: joined('users', sql`users.name`, 'text'),
      priority: plain(sql`repo_queue.priority`),
      tag_id: plain(sql`repo_queue.tag_id`),
      tag_name: joined('tag', sql`tag.name`, 'text'),
      at_event: plain(sql`repo_queue.at_event`),
      min_event: plain(sql`repo_queue.min_event`),
      opts: plain(sql`repo_queue.opts`, 'json'),
      update_time: plain(sql`repo_queue.update_time`, 'time'),
      update_ts: plain(epoch(sql`repo_queue.update_time`), 'number'),
      active: plain(sql`repo_queue.active`, 'boolean'),
      task_id: plain(sql`repo_queue.task_id`),
      task_state: joined('task', sql`task.state`),
      tries: plain(sql`repo_queue.tries`),
      repo_id: plain(sql`repo_queue.repo_id`),
    },
    defaultFields: [
      'id',
      'tag_id',
      'at_event',
      'min_event',
      'create_ts',
      'task_id',
      'tries',
      'repo_id',
      'opts',
      'active',
      'update_ts',
    ],
    transform: withSeconds,
  };
}

function withSeconds(row: Row): Row {
  return withDoubles(row, ...Object.keys(row).filter((name) => name.endsWith('_ts')));
}
