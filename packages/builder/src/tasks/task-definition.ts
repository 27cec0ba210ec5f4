import type { TaskHub } from '../hub/task-hub.js';
import type { HostInfo, Task } from './task.js';

/** Anything that checks an unknown value and gives it a type: a zod schema, for example. Throws on mistakes. */
export interface Schema<Value> {
  parse(value: unknown): Value;
}

/**
 * Schema of a task's arguments whose keys are in the order of the request's positional arguments: a `z.object`.
 * Required is what has no default and is not optional.
 */
export interface ParameterSchema<Params> extends Schema<Params> {
  readonly shape: Readonly<Record<string, unknown>>;
}

/** How a kind of task is done. */
export interface TaskDefinition<Params = Record<string, unknown>, Config = unknown> {
  readonly method: string;
  /** Load that the task puts on the host; 1 when left out. */
  readonly weight?: number;
  /**
   * The task is over before the daemon takes another; default false. For short ones that say what happens to the daemon
   * itself: the task that verifies a restart is assigned together with the one that asks for it.
   */
  readonly foreground?: boolean;
  readonly params: ParameterSchema<Params>;
  /** Says whether this host can do the task at all; if not, the task is refused and another host may try. */
  checkHost?(request: { params: Params; host: HostInfo; hub: TaskHub }): boolean | Promise<boolean>;
  /**
   * Does the task. What it returns is the task's result on the wire; what it throws is its fault: a `KojiFault` as it
   * is, anything else as a fault with code 1 and the error's text.
   */
  run(task: Task<Params, Config>): Promise<unknown>;
}

/** Checks the types of a task's definition. */
export function defineTask<Params, Config = unknown>(
  definition: TaskDefinition<Params, Config>,
): TaskDefinition<Params, Config> {
  return definition;
}
