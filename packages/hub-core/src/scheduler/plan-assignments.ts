import { hostObstacle, servedArches, type HostLoad, type PlanLimits, type Refused } from './host-load.js';
import type { ActiveTask, Assignment, FreeTask, SchedulableHost } from './types.js';

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
  const candidates = input.freeTasks.map((task) => {
    const refused = input.refusals.get(task.id);
    const able = (bins.get(binOf(task.channelId, task.arch)) ?? []).filter(
      (load) => hostObstacle(load, task, refused, limits) === undefined,
    );
    for (const load of able) load.demand += task.weight / able.length;
    return { task, able };
  });
  normalizeDemand(loads.values());

  const assignments: Assignment[] = [];
  for (const { task, able } of candidates) {
    const chosen = able
      .sort((one, other) => rank(one) - rank(other))
      .find((load) => hostObstacle(load, task, undefined, limits) === undefined);
    if (chosen === undefined) continue;
    chosen.load += task.weight;
    chosen.tasks += 1;
    assignments.push({ taskId: task.id, hostId: chosen.host.id });
  }
  return assignments;
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
