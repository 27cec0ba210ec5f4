import { statfs } from 'node:fs/promises';
import { cpus, loadavg } from 'node:os';

/** What decides whether this host takes another task. */
export interface HostCondition {
  readonly enabled: boolean;
  readonly capacity: number;
  /** Weight of the tasks at work. */
  readonly taskLoad: number;
  readonly taskCount: number;
  readonly maxjobs: number;
  /** Where buildroots are made, the free space there in MB, and the least that is needed. */
  readonly mockdir: string;
  readonly freeSpace: number;
  readonly minspace: number;
  readonly loadAverage: number;
  readonly processors: number;
  /** Load average per processor above which no task is taken; 0: no limit. */
  readonly maxload: number;
  readonly restartPending: boolean;
}

/** Why the host takes no task now; `undefined` if it does. */
export function reasonNotReady(host: HostCondition): string | undefined {
  if (host.restartPending) return 'Pending restart';
  if (!host.enabled) return 'Host is disabled';
  if (host.taskLoad > host.capacity) {
    return `Over capacity: task load ${host.taskLoad.toFixed(2)}, capacity ${host.capacity.toFixed(2)}`;
  }
  // A backup of the capacity check: many light tasks would pass that one.
  if (host.taskCount >= host.maxjobs) return 'Full queue';
  if (host.freeSpace < host.minspace) {
    return `Insufficient disk space at ${host.mockdir}: ${host.freeSpace} MB, ${host.minspace} MB required`;
  }
  const most = host.maxload * host.processors;
  if (most > 0 && host.loadAverage > most)
    return `Load average ${host.loadAverage.toFixed(2)} > ${most.toFixed(2)}`;
  return undefined;
}

/** Free space for plain users, in MB. */
export async function freeSpaceAt(folder: string): Promise<number> {
  const { bavail, bsize } = await statfs(folder);
  return Math.floor((bavail * bsize) / 1024 / 1024);
}

/** The load average of the last minute, and the number of processors. */
export function machineLoad(): { loadAverage: number; processors: number } {
  return { loadAverage: loadavg()[0] ?? 0, processors: Math.max(1, cpus().length) };
}
