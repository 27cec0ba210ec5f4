import { GenericError, type Task } from '@kojikit/protocol';
import type { Context } from '../ground/context.js';
import { findTask } from '../tasks/index.js';
import { findRepo } from './read-repos.js';
import type { RepoInfo, RepoRequest } from './types.js';
import { readRequests } from './views.js';

export interface RequestStatus {
  readonly repo: RepoInfo | null;
  readonly request: RepoRequest;
  /** The task that makes the repo, while there is no repo yet. */
  readonly task?: Task | null;
}

/** How far a repo request is. Throws GenericError `No such request`. */
export async function checkRequest(ctx: Context, id: number): Promise<RequestStatus> {
  const [request] = await readRequests(ctx, { where: [['id', '=', id]] });
  if (request === undefined) throw new GenericError('No such request');
  if (request.repo_id !== null) {
    return { repo: (await findRepo(ctx, request.repo_id)) ?? null, request };
  }
  if (request.task_id === null) return { repo: null, request };
  return { repo: null, request, task: (await findTask(ctx, request.task_id)) ?? null };
}

/**
 * {@link checkRequest}, but answers only when the request is no longer active or after `seconds`. No transaction is held
 * while it waits.
 */
export async function waitForRequest(ctx: Context, id: number, seconds: number): Promise<RequestStatus> {
  const deadline = Date.now() + seconds * 1000;
  for (;;) {
    const status = await checkRequest(ctx, id);
    const left = (deadline - Date.now()) / 1000;
    if (!status.request.active || left <= 0 || ctx.request.signal?.aborted) return status;
    await ctx.db.release();
    // Another hub process may have done the work, and its signal been lost.
    const topics = [`repo-request:${status.request.id}`];
    await ctx.signals.wait(topics, Math.min(left, 5), ctx.request.signal);
  }
}
