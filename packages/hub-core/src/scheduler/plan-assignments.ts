import type { ActiveTask, Assignment, FreeTask, SchedulableHost } from './types.js';

export interface PlanInput {
  readonly hosts: readonly SchedulableHost[];
  /** In the order in which they should be served. */
  readonly freeTasks: readonly FreeTask[];
  readonly activeTasks: readonly ActiveTask[];
  /** Hosts that refused, by task. */
  readonly refusals: ReadonlyMap<number, ReadonlySet<number>>;
}

export interface PlanLimits {
  /** Most tasks of a host that does not say itself. */
  readonly maxJobs: number;
  /** How far a task's weight may exceed what is left of a host's capacity. */
  readonly overcommit: number;
}

interface Load {
  readonly host: SchedulableHost;
  readonly maxJobs: number;
  load: number;
  tasks: number;
  demand: number;
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
      (load) => load.host.ready && hasRoom(load, task, limits) && !refused?.has(load.host.id),
    );
    for (const load of able) load.demand += task.weight / able.length;
    return { task, able };
  });
  normalizeDemand(loads.values());

  const assignments: Assignment[] = [];
  for (const { task, able } of candidates) {
    const chosen = able
      .sort((one, other) => rank(one) - rank(other))
      .find((load) => hasRoom(load, task, limits));
    if (chosen === undefined) continue;
    chosen.load += task.weight;
    chosen.tasks += 1;
    assignments.push({ taskId: task.id, hostId: chosen.host.id });
  }
  return assignments;
}

/* What hosts have to do now. A task that waits for others counts as a task, but puts no load on its host. */
function currentLoads(input: PlanInput, limits: PlanLimits): Map<number, Load> {
  const loads = new Map<number, Load>();
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

/* Every host can do noarch tasks. One that names noarch itself is there twice, which doubles its demand, as with Koji. */
function byBin(loads: Iterable<Load>): Map<string, Load[]> {
  const bins = new Map<string, Load[]>();
  for (const load of loads) {
    for (const channel of load.host.channels) {
      for (const arch of [...load.host.arches, 'noarch']) {
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

function hasRoom(load: Load, task: FreeTask, limits: PlanLimits): boolean {
  const needed = Math.max(0, task.weight - limits.overcommit);
  return load.tasks < load.maxJobs && load.host.capacity - load.load > needed;
}

function normalizeDemand(loads: Iterable<Load>): void {
  const all = [...loads];
  const total = all.reduce((sum, { demand }) => sum + demand, 0);
  if (total > 0) for (const load of all) load.demand /= total;
}

function rank({ load, tasks, demand }: Load): number {
  return load + tasks + demand;
}
