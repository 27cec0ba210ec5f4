import sql from 'sql-template-tag';
import { TASK_STATES } from '@kojikit/protocol';
import { lookupName } from '../lookup/index.js';
import type { Context } from '../ground/context.js';
import { makeTask } from '../tasks/index.js';
import { ensureReposFolder, NEW_REPO_TASK, withOptions } from './new-repo.js';
import { planQueue, type QueueStep } from './plan-queue.js';
import { askedOptions } from './readers/repo-options.js';
import type { RepoInfo, RepoRequest } from './types.js';
import { readRepos, readRequests } from './views.js';

/**
 * Goes through the waiting repo requests: makes newRepo tasks, tries failed ones again, and removes old answered ones.
 * Does nothing when another call is at it. The tasks belong to `RepoQueueUser` where there is such a user, or else to
 * the caller.
 */
export async function checkQueue(ctx: Context): Promise<void> {
  if (!(await ctx.db.lock('repo-queue', { wait: false }))) return;
  const waiting = await readRequests(ctx, {
    where: [
      ['repo_id', 'IS', null],
      ['active', 'IS', true],
    ],
    fields: ['*', 'task_state', 'tag_name'],
    order: 'priority,id',
  });
  if (waiting.length === 0) return cleanQueue(ctx);
  const steps = planQueue(waiting, await reposOfClosedTasks(ctx, waiting), ctx.config);
  const owner = (await lookupName(ctx, 'users', ctx.config.RepoQueueUser))?.id;
  for (const step of steps) await apply(ctx, step, owner);
  await cleanQueue(ctx);
}

async function apply(ctx: Context, step: QueueStep, owner: number | undefined): Promise<void> {
  const { request, action } = step;
  const update = (values: Record<string, unknown>) =>
    ctx.db.update('repo_queue', { ...values, update_time: ctx.db.dialect.now() }, sql`id = ${request.id}`);
  switch (action) {
    case 'fulfil':
      await update({ repo_id: step.repoId, active: false });
      return announceEnd(ctx, request);
    case 'give-up':
      await update({ active: false });
      return announceEnd(ctx, request);
    case 'forget-task':
      await update({ task_id: null });
      return;
    case 'make-task':
      await update({ task_id: await makeRepoTask(ctx, request, owner), tries: request.tries + 1 });
  }
}

function announceEnd(ctx: Context, request: RepoRequest): void {
  ctx.afterCommit(() => ctx.signals.announce(`repo-request:${request.id}`));
}

async function makeRepoTask(ctx: Context, request: RepoRequest, owner: number | undefined): Promise<number> {
  await ensureReposFolder(ctx);
  const keywords = {
    opts: askedOptions(request.opts),
    ...(request.at_event === null ? {} : { event: request.at_event }),
  };
  const tag = { id: request.tag_id, name: request.tag_name };
  return makeTask(ctx, 'newRepo', withOptions([tag], keywords), { ...NEW_REPO_TASK, owner });
}

/* What closed tasks of requests have made, by task. Normally the repo has answered its requests before. */
async function reposOfClosedTasks(
  ctx: Context,
  waiting: readonly RepoRequest[],
): Promise<Map<number, RepoInfo>> {
  const closed = waiting.filter(({ task_state: state }) => state === TASK_STATES.CLOSED);
  if (closed.length === 0) return new Map();
  const tasks = closed.map((request) => request.task_id);
  const repos = await readRepos(ctx, { where: [['task_id', 'IN', tasks]], fields: ['*'], order: 'id' });
  return new Map(repos.map((repo) => [repo.task_id!, repo]));
}

/* Answered requests stay for a while, so that who made them can see the answer. */
async function cleanQueue(ctx: Context): Promise<void> {
  const age = ctx.config.RequestCleanTime * 60;
  const { dialect } = ctx.db;
  const old = sql`active IS FALSE AND update_time < ${dialect.moment(Date.now() / 1000 - age)}`;
  const any = await ctx.db.value<number>(sql`SELECT id FROM repo_queue WHERE ${old} LIMIT 1`);
  if (any !== undefined) await ctx.db.delete('repo_queue', old);
}
