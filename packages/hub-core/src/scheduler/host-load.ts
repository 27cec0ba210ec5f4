import type { HubConfig } from '../config/index.js';
import type { FreeTask, SchedulableHost } from './types.js';

/** A host with what it has to do now and what the plan has given it so far. */
export interface HostLoad {
  readonly host: SchedulableHost;
  readonly maxJobs: number;
  load: number;
  tasks: number;
  demand: number;
}

export interface PlanLimits {
  /** Most tasks of a host that does not say itself. */
  readonly maxJobs: number;
  /** How far a task's weight may exceed what is left of a host's capacity. */
  readonly overcommit: number;
}

/** The limits of a configuration. */
export function planLimits(config: Pick<HubConfig, 'MaxJobs' | 'CapacityOvercommit'>): PlanLimits {
  return { maxJobs: config.MaxJobs, overcommit: config.CapacityOvercommit };
}

/**
 * Whether a host has not checked in for longer than `ReadyTimeout`, and gets no tasks whatever it said last.
 * @param now seconds since 1970.
 */
export function isSilent({ updated }: SchedulableHost, readyTimeout: number, now: number): boolean {
  return updated === null || now - updated > readyTimeout;
}

/** Whether a host is among those that refused a task. */
export type Refused = Pick<ReadonlySet<number>, 'has'>;

/** Why a host of the right channel and arch does not get a task: one word that programs know. */
export type HostObstacle = 'not_ready' | 'refused' | 'too_many_tasks' | 'no_capacity';

/** What keeps a host from a task of its channel and arch, or undefined when it may have it. */
export function hostObstacle(
  load: HostLoad,
  task: FreeTask,
  refused: Refused | undefined,
  limits: PlanLimits,
): HostObstacle | undefined {
  if (!load.host.ready) return 'not_ready';
  if (refused?.has(load.host.id)) return 'refused';
  if (load.tasks >= load.maxJobs) return 'too_many_tasks';
  const needed = Math.max(0, task.weight - limits.overcommit);
  return load.host.capacity - load.load > needed ? undefined : 'no_capacity';
}

/** The arches whose tasks a host takes. Every host can do noarch tasks. */
export function servedArches(host: Pick<SchedulableHost, 'arches'>): string[] {
  return [...host.arches, 'noarch'];
}
