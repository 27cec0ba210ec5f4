import { ActionNotAllowed, DEFAULT_PRIORITY, type WireValue } from '@kojikit/protocol';
import type { NameOrId } from '../readers/index.js';
import type { Context } from '../ground/context.js';
import { makeTask, type NewTaskOptions } from '../tasks/index.js';

/** Where the task of a build goes. */
export interface Placement {
  /** Added to the default priority; lower goes first, and only admins may go below the default. */
  readonly priority: number | null;
  readonly channel: NameOrId | null;
  /** Default: `noarch`. */
  readonly arch?: NewTaskOptions['arch'];
}

export interface BuildRequest extends Placement {
  /** A source: an SCM address, or an uploaded source RPM. */
  readonly source: string;
  readonly target: WireValue;
  /** Null: none. */
  readonly options: WireValue;
}

export interface ChainRequest extends Omit<BuildRequest, 'source'> {
  /** Lists of sources. The next list is built with what came of those before. */
  readonly sources: readonly unknown[];
}

/** Makes the task that builds a package, and returns its id. What may be built is for the task's policies to say. */
export function requestBuild(ctx: Context, request: BuildRequest): Promise<number> {
  const { source, target, options } = request;
  return requestTask(ctx, 'build', [source, target, options ?? {}], request);
}

/** Makes the task that builds packages one after another, and returns its id. */
export function requestChain(ctx: Context, request: ChainRequest): Promise<number> {
  const { sources, target, options } = request;
  return requestTask(ctx, 'chainbuild', [sources, target, options ?? {}], request);
}

/**
 * Makes a task that somebody asks for, and returns its id. Throws ActionNotAllowed
 * `only admins may create high-priority tasks`.
 */
export async function requestTask(
  ctx: Context,
  method: string,
  parameters: readonly unknown[],
  { priority, channel, arch }: Placement,
): Promise<number> {
  if (priority !== null && priority < 0 && !(await ctx.session.hasPermission('admin'))) {
    throw new ActionNotAllowed('only admins may create high-priority tasks');
  }
  return makeTask(ctx, method, parameters, {
    priority: priority === null ? undefined : DEFAULT_PRIORITY + priority,
    channel: channel ?? undefined,
    arch,
  });
}
