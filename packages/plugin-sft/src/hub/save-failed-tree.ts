import { ActionNotAllowed, GenericError, PreBuildError, TASK_STATES, withKeywords } from '@kojikit/protocol';
import {
  anyone,
  isTrue,
  keywords,
  makeTask,
  method,
  optional,
  required,
  toInteger,
  type Context,
} from '@kojikit/hub-core/plugin';
import { configOf, includesMethod, type FailedTreeConfig } from './config.js';

/** Makes a task that saves the build root of a failed task. */
export const saveFailedTree = method('saveFailedTree', {
  params: [required('buildrootID'), optional('full', false), keywords('opts')],
  // Who may is said last but one, as in Koji: the other refusals come first.
  access: anyone,
  doc: 'Saves the build root of a failed task: an archive among the output of a task, whose id is answered.',
  handler: (ctx, { buildrootID, full, opts }) => makeSaving(ctx, buildrootID, isTrue(full), { ...opts }),
});

interface Buildroot {
  readonly id: number;
  readonly task_id: number | null;
  readonly host_id: number | null;
}

interface SourceTask {
  readonly id: number;
  readonly state: number;
  readonly method: string;
  readonly owner: number;
  readonly host_id: number | null;
}

async function makeSaving(
  ctx: Context,
  id: unknown,
  full: boolean,
  options: Readonly<Record<string, unknown>>,
): Promise<number> {
  const buildrootId = toInteger(id);
  const buildroot = (await ctx.callUnchecked('getBuildroot', [buildrootId], { strict: true })) as Buildroot;
  if (buildroot.task_id === null || buildroot.host_id === null) {
    throw new GenericError(`Buildroot ${buildrootId} was made by no task of a builder.`);
  }
  const task = (await ctx.callUnchecked('getTaskInfo', [buildroot.task_id], { strict: true })) as SourceTask;
  await refuse(ctx, task, configOf(ctx));
  return makeTask(ctx, 'saveFailedTree', withKeywords([buildrootId, full], options), {
    assign: buildroot.host_id,
  });
}

/* Koji's refusals with its texts, in its order. */
async function refuse(ctx: Context, task: SourceTask, { permissions }: FailedTreeConfig): Promise<void> {
  const canceled = permissions.allow_canceled && task.state === TASK_STATES.CANCELED;
  if (task.state !== TASK_STATES.FAILED && !canceled) {
    throw new PreBuildError(`Task ${task.id} has not failed. Only failed tasks can upload their buildroots.`);
  }
  const { allowed_methods: allowed } = permissions;
  if (!includesMethod(allowed, task.method)) {
    throw new PreBuildError(
      `Only ${(allowed as readonly string[]).join(', ')} tasks can upload their buildroots (Task ${task.id} is ${task.method}).`,
    );
  }
  if (task.owner !== ctx.session.userId && !(await ctx.session.hasPermission('admin'))) {
    throw new ActionNotAllowed("Only owner of failed task or 'admin' can run this task.");
  }
  const host = (await ctx.callUnchecked('getHost', [task.host_id], { strict: true })) as { enabled: boolean };
  if (!host.enabled) throw new PreBuildError('Host is disabled.');
}
