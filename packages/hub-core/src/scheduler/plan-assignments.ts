import { hostObstacle, servedArches, type HostLoad, type PlanLimits, type Refused } from './host-load.js';
import type { Assignment } from '../tasks/index.js';
import type { ActiveTask, FreeTask, SchedulableHost } from './types.js';

export interface PlanInput {
  readonly hosts: readonly SchedulableHost[];
  /** In the order in which they should be served. */
  readonly freeTasks: readonly FreeTask[];
  readonly activeTasks: readonly ActiveTask[];
  /** Hosts that refused, by task. */
  readonly refusals: ReadonlyMap<number, Refused>;
}

/**
 * Decides which host gets which free task, as Koji does. A task goes to the host of its channel and arch that is ready,
 * has room, did not refuse it, and has the least load, tasks and demand; demand is the share of the waiting work that a
 * host could take. Reads and writes nothing.
 */
export function planAssignments(input: PlanInput, limits: PlanLimits): Assignment[] {
  const loads = currentLoads(input, limits);
  const bins = byBin(loads.values());
  const kinds = new Map<string, Kind>();
  const candidates = input.freeTasks.map((task) => {
    const bin = binOf(task.channelId, task.arch);
    const refused = input.refusals.get(task.id);
    const key = refused === undefined ? `${bin}:${task.weight}` : `refused:${task.id}`;
    let kind = kinds.get(key);
    if (kind === undefined) {
      const able = (bins.get(bin) ?? []).filter(
        (load) => hostObstacle(load, task, refused, limits) === undefined,
      );
      kind = { able, tasks: 0, weight: task.weight, full: able.length === 0 };
      kinds.set(key, kind);
    }
    kind.tasks += 1;
    return { task, kind };
  });
  for (const { able, tasks, weight } of kinds.values()) {
    for (const load of able) load.demand += (tasks * weight) / able.length;
  }
  normalizeDemand(loads.values());

  const assignments: Assignment[] = [];
  for (const { task, kind } of candidates) {
    const chosen = leastLoaded(kind, task, limits);
    if (chosen === undefined) continue;
    chosen.load += task.weight;
    chosen.tasks += 1;
    assignments.push({ taskId: task.id, hostId: chosen.host.id });
  }
  return assignments;
}

/* Tasks for which the same hosts come into question: a queue is long, but of few kinds. */
interface Kind {
  readonly able: readonly HostLoad[];
  readonly weight: number;
  tasks: number;
  /** No host has room for such a task. It does not become free again within a plan. */
  full: boolean;
}

/* The first of those that have the least and room for the task. */
function leastLoaded(kind: Kind, task: FreeTask, limits: PlanLimits): HostLoad | undefined {
  if (kind.full) return undefined;
  let chosen: HostLoad | undefined;
  let least = Infinity;
  for (const load of kind.able) {
    const own = rank(load);
    if (own >= least || hostObstacle(load, task, undefined, limits) !== undefined) continue;
    chosen = load;
    least = own;
  }
  kind.full = chosen === undefined;
  return chosen;
}

/** What hosts have to do now. A task that waits for others counts as a task, but puts no load on its host. */
export function currentLoads(
  input: Pick<PlanInput, 'hosts' | 'activeTasks'>,
  limits: PlanLimits,
): Map<number, HostLoad> {
  const loads = new Map<number, HostLoad>();
  for (const host of input.hosts) {
    loads.set(host.id, { host, maxJobs: host.maxJobs ?? limits.maxJobs, load: 0, tasks: 0, demand: 0 });
  }
  for (const task of input.activeTasks) {
    const load = loads.get(task.hostId);
    if (load === undefined) continue;
    if (!task.waiting) load.load += task.weight;
    load.tasks += 1;
  }
  return loads;
}

/* A host that names noarch itself is there twice, which doubles its demand, as with Koji. */
function byBin(loads: Iterable<HostLoad>): Map<string, HostLoad[]> {
  const bins = new Map<string, HostLoad[]>();
  for (const load of loads) {
    for (const channel of load.host.channels) {
      for (const arch of servedArches(load.host)) {
        const bin = binOf(channel, arch);
        const others = bins.get(bin);
        if (others) others.push(load);
        else bins.set(bin, [load]);
      }
    }
  }
  return bins;
}

function binOf(channelId: number, arch: string): string {
  return `${channelId}:${arch}`;
}

function normalizeDemand(loads: Iterable<HostLoad>): void {
  const all = [...loads];
  const total = all.reduce((sum, { demand }) => sum + demand, 0);
  if (total > 0) for (const load of all) load.demand /= total;
}

function rank({ load, tasks, demand }: HostLoad): number {
  return load + tasks + demand;
}
