import { isFinished, REPO_STATES } from '@kojikit/protocol';
import { keysOf } from '../keys-of.js';
import type { RepoInfo, RepoRequest } from './types.js';

/** What may run at one time and how often a failed request is tried again. */
export interface QueueLimits {
  readonly MaxRepoTasks: number;
  readonly MaxRepoTasksMaven: number;
  readonly RepoRetries: number;
}

/** What to do about one request. */
export type QueueStep =
  | { readonly request: RepoRequest; readonly action: 'make-task' }
  | { readonly request: RepoRequest; readonly action: 'fulfil'; readonly repoId: number }
  | { readonly request: RepoRequest; readonly action: 'give-up' }
  | { readonly request: RepoRequest; readonly action: 'forget-task' };

/**
 * Decides about waiting requests, which are in queue order: whose task ended in vain is tried again or given up, and
 * those without a task get one while the limits allow.
 * @param madeBy the repo that a closed task of a request has made.
 */
export function planQueue(
  waiting: readonly RepoRequest[],
  madeBy: ReadonlyMap<number, RepoInfo>,
  limits: QueueLimits,
): QueueStep[] {
  const steps: QueueStep[] = [];
  const needTask: RepoRequest[] = [];
  const retried = new Set<number>();
  let tasks = 0;
  let mavenTasks = 0;
  const count = (request: RepoRequest) => {
    tasks += 1;
    if (request.opts.maven) mavenTasks += 1;
  };
  for (const request of waiting) {
    const repo = request.task_id === null ? undefined : madeBy.get(request.task_id);
    if (request.task_id === null) needTask.push(request);
    else if (request.task_state === null || !isFinished(request.task_state)) count(request);
    else if (repo && fits(request, repo)) steps.push({ request, action: 'fulfil', repoId: repo.id });
    else if (request.tries > limits.RepoRetries) steps.push({ request, action: 'give-up' });
    else {
      retried.add(request.id);
      needTask.push(request);
    }
  }
  for (const request of needTask) {
    const isMaven = Boolean(request.opts.maven);
    const full = tasks >= limits.MaxRepoTasks || (isMaven && mavenTasks >= limits.MaxRepoTasksMaven);
    if (!full) {
      count(request);
      steps.push({ request, action: 'make-task' });
    } else if (retried.has(request.id)) steps.push({ request, action: 'forget-task' });
  }
  return steps;
}

/* Whether a repo is what was asked for: tag, event, every option asked for and none beyond the tag's own. */
function fits(request: RepoRequest, repo: RepoInfo): boolean {
  if (repo.tag_id !== request.tag_id || repo.state !== REPO_STATES.READY || repo.opts === null) return false;
  const recent =
    request.at_event === null
      ? repo.create_event >= (request.min_event ?? 0)
      : repo.create_event === request.at_event;
  const { opts, custom_opts: custom } = repo;
  return (
    recent &&
    keysOf(request.opts).every((name) => opts[name] === request.opts[name]) &&
    keysOf(custom ?? {}).every((name) => request.opts[name] === custom?.[name])
  );
}
