import { createHash } from 'node:crypto';
import type { TreeTask } from '@kojikit/protocol';
import type { Context } from '../ground/context.js';
import { readTaskTrees } from './read-task-trees.js';
import { waitForNews } from './wait-for-news.js';

/** Trees of tasks as they are now. */
export interface TaskTreesNow {
  /** Stands for their states, builders and files; given back as `seen`, it waits for others. */
  readonly seen: string;
  readonly tasks: readonly TreeTask[];
}

/** Most tasks whose news are waited for one by one; those after them are looked at now and then. */
const MOST_TOPICS = 1000;

/**
 * The trees of these tasks, as {@link readTaskTrees} answers them, as soon as they differ from what `seen` stands for:
 * another state, another builder, a new task or, with `files`, a file that grew. Undefined when nothing of it has
 * happened after `timeout` seconds, of which 60 count.
 */
export async function watchTaskTrees(
  ctx: Context,
  ids: readonly number[],
  { files, seen, timeout }: { readonly files: boolean; readonly seen: string; readonly timeout: number },
): Promise<TaskTreesNow | undefined> {
  let now = await look(ctx, ids, files);
  if (now.seen !== seen) return now;
  const topics = now.tasks.slice(0, MOST_TOPICS).map(({ id }) => `task:${id}`);
  const outputs = files ? now.tasks.slice(0, MOST_TOPICS).map(({ id }) => `output:${id}`) : [];
  const changed = await waitForNews(ctx, [...topics, ...outputs], timeout, async () => {
    now = await look(ctx, ids, files);
    return now.seen !== seen;
  });
  return changed ? now : undefined;
}

async function look(ctx: Context, ids: readonly number[], files: boolean): Promise<TaskTreesNow> {
  const tasks = await readTaskTrees(ctx, ids, { files });
  const digest = createHash('sha256');
  for (const { id, state, host_id: host, files: found = [] } of tasks) {
    digest.update(JSON.stringify([id, state, host, found]));
  }
  return { seen: digest.digest('base64url').slice(0, 16), tasks };
}
