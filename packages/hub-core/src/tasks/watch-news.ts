import { GenericError } from '@kojikit/protocol';
import type { Context } from '../ground/context.js';
import { changesOf } from '../ground/signals.js';
import { waitForNews } from './wait-for-news.js';

const KINDS = ['task', 'build'];

/**
 * What stands for all that has happened to tasks and builds, as soon as that is something else than `seen`. Undefined when
 * nothing has after `timeout` seconds, of which 60 count. Nothing is asked of the database: what a hub of another make
 * changes, or an announcement that got lost, is not noticed.
 * Throws GenericError for a kind that is none.
 */
export async function watchNews(
  ctx: Context,
  kinds: readonly string[],
  { seen, timeout }: { readonly seen: string; readonly timeout: number },
): Promise<string | undefined> {
  const unknown = kinds.find((kind) => !KINDS.includes(kind));
  if (unknown !== undefined) throw new GenericError(`No such kind of news: ${unknown}`);
  const now = () => ctx.signals.revision(kinds);
  const changed = await waitForNews(ctx, kinds.map(changesOf), timeout, async () => now() !== seen);
  return changed ? now() : undefined;
}
