import { readdir, stat } from 'node:fs/promises';
import { join, relative } from 'node:path';
import sql, { type Sql } from 'sql-template-tag';
import { PathInfo, TASK_STATES, type TaskFile, type TreeTask } from '@kojikit/protocol';
import type { Dialect } from '../db/database.js';
import { readRows } from '../query/listing.js';
import type { Context } from '../ground/context.js';
import { taskColumnsWithRequest, taskReadersWithRequest } from './read-tasks.js';
import type { TaskOutcome } from './task-result.js';
import { limitTo } from '../query/limit-to.js';

/** The ids of these tasks and of everything below them, as a query that can be added to. */
const idsOfTrees = (dialect: Dialect, ids: readonly number[]) =>
  sql`WITH RECURSIVE tree (id) AS (
    SELECT id FROM task WHERE ${dialect.isIn(sql`id`, ids)}
    UNION SELECT task.id FROM task JOIN tree ON task.parent = tree.id)
  SELECT id FROM tree`;

/** The parent of a task, its parent and so on, as a query that can be added to another. */
const idsAbove = (id: number) => sql`SELECT parent FROM (
  WITH RECURSIVE above (id, parent) AS (
    SELECT id, parent FROM task WHERE id = ${id}
    UNION SELECT task.id, task.parent FROM task JOIN above ON task.id = above.parent)
  SELECT parent FROM above WHERE parent IS NOT NULL) AS parents`;

/** Most tasks of one answer. */
const MOST_TASKS = 5000;
/** Most tasks whose folders are looked into. */
const MOST_FOLDERS = 200;

/**
 * The tasks of these ids and everything below them, by id, with the names of owners, hosts and channels; in one query.
 * With `files`, the first 200 also say what they have uploaded.
 */
export async function readTaskTrees(
  ctx: Context,
  ids: readonly number[],
  { files }: { readonly files: boolean },
): Promise<TreeTask[]> {
  const where = sql`task.id IN (${idsOfTrees(ctx.db.dialect, ids)})`;
  const rows = await readTreeRows(ctx, where, { files });
  const tasks = rows.map(withoutOutcome);
  if (files) await addFiles(ctx, tasks, volumesOf(rows));
  return tasks;
}

/** A task with all that its page tells of it and of the tasks below. */
export interface WholeTree {
  /** What {@link readTaskTrees} answers with files; the first of them is the task itself, none where there is no such task. */
  readonly tasks: readonly TreeTask[];
  /** Its parent, the parent of that and so on; none for one that somebody made. */
  readonly above: readonly TreeTask[];
  /** Of the task itself and of those below it that have failed, by id. */
  readonly outcomes: ReadonlyMap<number, TaskOutcome>;
}

/** The tree of a task with those above it and with what it ended with, in one query. */
export async function readWholeTree(ctx: Context, id: number): Promise<WholeTree> {
  const ids = idsOfTrees(ctx.db.dialect, [id]);
  // In one list with the others: PostgreSQL reads all tasks for either of two lists.
  const where = sql`task.id IN (${ids} UNION ALL ${idsAbove(id)})`;
  const ended = sql`CASE WHEN task.id = ${id} OR task.state = ${TASK_STATES.FAILED} THEN task.result END`;
  const rows = await readTreeRows(ctx, where, { files: true, result: ended });
  const above = aboveOf(rows, id);
  const tree = rows.filter((row) => !above.includes(row));
  const tasks = tree.map(withoutOutcome).sort((one, other) => rank(one, id) - rank(other, id));
  await addFiles(ctx, tasks, volumesOf(rows));
  return {
    tasks,
    above: above.map(withoutOutcome),
    outcomes: new Map(tree.map(({ id: task, state, result }) => [task, { id: task, state, result }])),
  };
}

/* The nearest first. A circle, which there should not be, ends where it began. */
function aboveOf(rows: readonly TreeRow[], id: number): TreeRow[] {
  const byId = new Map(rows.map((row) => [row.id, row]));
  const above: TreeRow[] = [];
  let row = byId.get(id);
  byId.delete(id);
  while (row?.parent != null) {
    const parent = byId.get(row.parent);
    if (parent !== undefined) above.push(parent);
    byId.delete(row.parent);
    row = parent;
  }
  return above;
}

/* A task may have been made before its parent, which a builder may name later. */
const rank = (task: TreeTask, first: number) => (task.id === first ? 0 : 1);

/* With the stored result and the names of all volumes, by lines. */
interface TreeRow extends TreeTask {
  readonly result: string | null;
  readonly volumes: string | null;
}

function readTreeRows(
  ctx: Context,
  where: Sql,
  { files, result = sql`NULL` }: { readonly files: boolean; readonly result?: Sql },
): Promise<TreeRow[]> {
  return readRows<TreeRow>(
    ctx.db,
    {
      columns: {
        ...taskColumnsWithRequest(ctx.db.dialect),
        owner_name: sql`users.name`,
        host_name: sql`host.name`,
        channel_name: sql`channels.name`,
        result,
        volumes: files ? sql`(SELECT string_agg(name, ${'\n'} ORDER BY id) FROM volume)` : sql`NULL`,
      },
      from: sql`task LEFT JOIN users ON task.owner = users.id
        LEFT JOIN host ON task.host_id = host.id
        LEFT JOIN channels ON task.channel_id = channels.id`,
      where: [where],
      readers: taskReadersWithRequest,
    },
    { order: 'id', limit: MOST_TASKS },
  );
}

const withoutOutcome = ({ result: unused, volumes: neither, ...task }: TreeRow): TreeTask => task;

const volumesOf = (rows: readonly TreeRow[]): string[] => rows[0]?.volumes?.split('\n') ?? [];

/** What of a task of a tree may change while it is watched. */
export type TreeState = Pick<TreeTask, 'id' | 'state' | 'host_id' | 'files'>;

/**
 * The same tasks with no more than what may change of them, which is cheap enough to be asked again and again.
 * @param volumes those whose files are looked for; none without files.
 */
export async function readTreeStates(
  ctx: Context,
  ids: readonly number[],
  volumes: readonly string[],
): Promise<TreeState[]> {
  const { dialect } = ctx.db;
  const tasks = await ctx.db.all<TreeState>(
    sql`SELECT id, state, host_id FROM task WHERE id IN (${idsOfTrees(dialect, ids)}) ORDER BY id ${limitTo(MOST_TASKS)}`,
  );
  if (volumes.length > 0) await addFiles(ctx, tasks, volumes);
  return tasks;
}

/** The names of the volumes that tasks may have files on. */
export function readVolumes(ctx: Context): Promise<string[]> {
  return ctx.db.column<string>(sql`SELECT name FROM volume ORDER BY id`);
}

async function addFiles(
  ctx: Context,
  tasks: readonly TreeState[],
  volumes: readonly string[],
): Promise<void> {
  await ctx.db.release();
  const paths = new PathInfo(ctx.config.KojiDir);
  await Promise.all(
    tasks.slice(0, MOST_FOLDERS).map(async (task) => {
      const found = volumes.map((volume) =>
        filesOf(join(paths.work(volume), paths.taskRelative(task.id)), volume),
      );
      task.files = (await Promise.all(found)).flat();
    }),
  );
}

async function filesOf(folder: string, volume: string): Promise<TaskFile[]> {
  const entries = await readdir(folder, { withFileTypes: true, recursive: true }).catch(() => []);
  const files = await Promise.all(
    entries
      .filter((entry) => entry.isFile())
      .map(async (entry) => {
        const path = join(entry.parentPath, entry.name);
        const facts = await stat(path).catch(() => undefined);
        return facts && { name: relative(folder, path), volume, size: String(facts.size) };
      }),
  );
  return files.filter((file) => file !== undefined).sort((a, b) => (a.name < b.name ? -1 : 1));
}
