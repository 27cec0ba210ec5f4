import { ActionNotAllowed, DEFAULT_PRIORITY, type WireValue } from '@kojikit/protocol';
import type { NameOrId } from '../readers/index.js';
import type { Context } from '../ground/context.js';
import { makeTask } from '../tasks/index.js';

export interface BuildRequest {
  /** A source: an SCM address, or an uploaded source RPM. */
  readonly source: string;
  readonly target: WireValue;
  /** Null: none. */
  readonly options: WireValue;
  /** Added to the default priority; lower goes first, and only admins may go below the default. */
  readonly priority: number | null;
  readonly channel: NameOrId | null;
}

/** Makes the task that builds a package, and returns its id. What may be built is for the task's policies to say. */
export async function requestBuild(ctx: Context, request: BuildRequest): Promise<number> {
  const { source, target, options, priority, channel } = request;
  if (priority !== null && priority < 0 && !(await ctx.session.hasPermission('admin'))) {
    throw new ActionNotAllowed('only admins may create high-priority tasks');
  }
  return makeTask(ctx, 'build', [source, target, options ?? {}], {
    priority: priority === null ? undefined : DEFAULT_PRIORITY + priority,
    channel: channel ?? undefined,
  });
}
