import {
  ActionNotAllowed,
  GenericError,
  PreBuildError,
  TASK_STATES,
  withKeywords,
  type Task,
} from '@kojikit/protocol';
import { anyone, keywords, makeTask, method, read, type Context } from '@kojikit/hub-core/plugin';
import { configOf, includesMethod, type FailedTreeConfig } from './config.js';

/** Makes a task that saves the build root of a failed task. */
export const saveFailedTree = method('saveFailedTree', {
  params: { buildrootID: read.integer, full: read.flag(false), opts: keywords(read.struct) },
  // Who may is said last but one, as in Koji: the other refusals come first.
  access: anyone,
  doc: 'Saves the build root of a failed task: an archive among the output of a task, whose id is answered.',
  handler: makeSaving,
});

interface Request {
  readonly buildrootID: number;
  readonly full: boolean;
  readonly opts: Readonly<Record<string, unknown>>;
}

async function makeSaving(ctx: Context, { buildrootID, full, opts }: Request): Promise<number> {
  const buildroot = await ctx.call('getBuildroot', { buildrootID, strict: true });
  if (buildroot.task_id === null || buildroot.host_id === null) {
    throw new GenericError(`Buildroot ${buildrootID} was made by no task of a builder.`);
  }
  const task = await ctx.call('getTaskInfo', { task_id: buildroot.task_id, strict: true });
  await refuse(ctx, task, configOf(ctx));
  return makeTask(ctx, 'saveFailedTree', withKeywords([buildrootID, full], { ...opts }), {
    assign: buildroot.host_id,
  });
}

/* Koji's refusals with its texts, in its order. */
async function refuse(ctx: Context, task: Task, { permissions }: FailedTreeConfig): Promise<void> {
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
  if (task.host_id === null) throw new GenericError(`Task ${task.id} ran on no host.`);
  const host = await ctx.call('getHost', { hostInfo: task.host_id, strict: true });
  if (!host.enabled) throw new PreBuildError('Host is disabled.');
}
