import { ActionNotAllowed, DEFAULT_PRIORITY } from '@kojikit/protocol';
import { castNumber, expectText, isTrue } from '../rpc/convert.js';
import type { Context } from '../rpc/context.js';
import { makeTask } from '../tasks/index.js';

export interface BuildRequest {
  /** A source: an SCM address, or an uploaded source RPM. */
  readonly source: unknown;
  readonly target: unknown;
  readonly options: unknown;
  /** Added to the default priority; lower goes first, and only admins may go below the default. */
  readonly priority: unknown;
  readonly channel: unknown;
}

/** Makes the task that builds a package, and answers its id. What may be built is for the task's policies to say. */
export async function requestBuild(ctx: Context, request: BuildRequest): Promise<number> {
  const source = expectText(request.source);
  const placement: { priority?: number; channel?: unknown } = {};
  if (isTrue(request.priority)) {
    const priority = castNumber(request.priority);
    if (priority < 0 && !(await ctx.session.hasPermission('admin'))) {
      throw new ActionNotAllowed('only admins may create high-priority tasks');
    }
    placement.priority = DEFAULT_PRIORITY + priority;
  }
  if (isTrue(request.channel)) placement.channel = request.channel;
  return makeTask(
    ctx,
    'build',
    [source, request.target, isTrue(request.options) ? request.options : {}],
    placement,
  );
}
