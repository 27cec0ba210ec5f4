import { isFinished } from '@kojikit/protocol';
import type { Context } from '../ground/context.js';
import { taskState } from './read-tasks.js';
import { waitForNews } from './wait-for-news.js';

/**
 * Waits until a task has ended, at most `timeout` seconds, and returns whether it has.
 * Throws GenericError `query returned no rows` for an unknown task.
 */
export function waitForTask(ctx: Context, id: number, timeout: number): Promise<boolean> {
  return waitForNews(ctx, [`task:${id}`], timeout, async () => isFinished(await taskState(ctx, id)));
}
