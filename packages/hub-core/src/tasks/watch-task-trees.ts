import { createHash } from 'node:crypto';
import type { TreeTask } from '@kojikit/protocol';
import type { Context } from '../ground/context.js';
import { readTaskTrees, readTreeStates, readVolumes, type TreeState } from './read-task-trees.js';
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
  if (seen === '') return readNow(ctx, ids, files);
  const volumes = files ? await readVolumes(ctx) : [];
  const topics = await topicsOf(ctx, ids, { files, seen, volumes });
  if (topics === undefined) return readNow(ctx, ids, files);
  const changed = await waitForNews(
    ctx,
    topics,
    timeout,
    async () => digestOfTrees(await readTreeStates(ctx, ids, volumes)) !== seen,
  );
  return changed ? readNow(ctx, ids, files) : undefined;
}

/* What is waited for, by itself: many may wait for long, and what was read for it is not kept. Undefined where the trees
   differ from what was seen. */
async function topicsOf(
  ctx: Context,
  ids: readonly number[],
  {
    files,
    seen,
    volumes,
  }: { readonly files: boolean; readonly seen: string; readonly volumes: readonly string[] },
): Promise<string[] | undefined> {
  const states = await readTreeStates(ctx, ids, volumes);
  if (digestOfTrees(states) !== seen) return undefined;
  const watched = states.slice(0, MOST_TOPICS).map(({ id }) => id);
  return [...watched.map((id) => `task:${id}`), ...(files ? watched.map((id) => `output:${id}`) : [])];
}

async function readNow(ctx: Context, ids: readonly number[], files: boolean): Promise<TaskTreesNow> {
  const tasks = await readTaskTrees(ctx, ids, { files });
  return { seen: digestOfTrees(tasks), tasks };
}

/** Stands for the states, builders and files of these trees: what {@link watchTaskTrees} answers and takes as `seen`. */
export function digestOfTrees(tasks: readonly TreeState[]): string {
  const digest = createHash('sha256');
  for (const { id, state, host_id: host, files = [] } of tasks) {
    digest.update(JSON.stringify([id, state, host, files]));
  }
  return digest.digest('base64url').slice(0, 16);
}
