import { TASK_STATES } from '@kojikit/protocol';
import type { ActiveTask, SchedulableHost } from './types.js';

/** A run: the scheduler gave a task to a host. Tasks that a person assigned have none, and are left alone. */
export interface ActiveRun {
  readonly id: number;
  readonly taskId: number;
  /** Seconds since 1970. */
  readonly created: number;
}

export interface Timeouts {
  /** Seconds until a host that did not open its task loses it. */
  readonly assign: number;
  /** Seconds until a silent host loses its open tasks. */
  readonly host: number;
}

/** A task that is to be taken from its host. */
export interface Eviction {
  readonly taskId: number;
  readonly hostId: number;
  readonly reason: string;
  /** The host was there and did not open the task: count it as a refusal. */
  readonly refused: boolean;
}

/** Finds the tasks whose hosts neither open nor serve them. Reads and writes nothing. `now`: seconds since 1970. */
export function planEvictions(
  hosts: readonly SchedulableHost[],
  tasks: readonly ActiveTask[],
  runs: readonly Pick<ActiveRun, 'taskId' | 'created'>[],
  timeouts: Timeouts,
  now: number,
): Eviction[] {
  const hostsById = new Map(hosts.map((host) => [host.id, host]));
  const assignedAt = new Map<number, number>();
  for (const { taskId, created } of runs) {
    assignedAt.set(taskId, Math.min(created, assignedAt.get(taskId) ?? created));
  }
  const evictions: Eviction[] = [];
  for (const { id: taskId, hostId, state } of tasks) {
    const host = hostsById.get(hostId);
    const assigned = assignedAt.get(taskId);
    if (host === undefined || assigned === undefined) continue;
    if (state === TASK_STATES.ASSIGNED) {
      if (now - assigned <= timeouts.assign) continue;
      const refused = host.updated !== null && host.updated > assigned;
      evictions.push({ taskId, hostId, reason: 'Task assignment timeout', refused });
    } else if (now - (host.updated ?? assigned) > timeouts.host) {
      evictions.push({ taskId, hostId, reason: 'Freeing task from unresponsive host', refused: false });
    }
  }
  return evictions;
}
