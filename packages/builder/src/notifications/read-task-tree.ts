import { KojiFault, stateName, TASK_STATES, taskLabel } from '@kojikit/protocol';
import type { TaskHub } from '../hub/task-hub.js';

/** A file that a task has uploaded, and the volume that it lies on. */
export interface OutputFile {
  readonly name: string;
  readonly volume: string;
}

/** A task of a build, as its mail tells of it. */
export interface ToldTask {
  readonly id: number;
  /** `closed`, `failed` and so on. */
  readonly state: string;
  readonly label: string;
  readonly arch: string;
  /** What distinguishes it from the other subtasks, the arch it builds for most of all; empty if nothing does. */
  readonly buildArch: string;
  readonly host: string | undefined;
  readonly logs: readonly OutputFile[];
  readonly rpms: readonly string[];
  readonly srpms: readonly string[];
  readonly others: readonly OutputFile[];
}

/** A task and all below it, parents first. Empty if there is no such task. */
export async function readTaskTree(hub: TaskHub, id: number): Promise<ToldTask[]> {
  const task = await hub.call('getTaskInfo', { task_id: id, request: true });
  if (task === null) return [];
  const host = task.host_id === null ? undefined : await hub.call('getHost', { hostInfo: task.host_id });
  const told = {
    id,
    state: (stateName(TASK_STATES, task.state) ?? 'unknown').toLowerCase(),
    label: taskLabel(task),
    arch: task.arch,
    buildArch: task.label ?? '',
    host: host?.name,
    ...sorted(await hub.call('listTaskOutput', { taskID: id, all_volumes: true })),
  };
  const tree: ToldTask[] = [told];
  for (const child of await hub.call('getTaskChildren', { task_id: id }))
    tree.push(...(await readTaskTree(hub, child.id)));
  return tree;
}

/** What a task ended with, as text: the message of its fault, or its result. */
export async function readTaskOutcome(hub: TaskHub, id: number): Promise<string> {
  try {
    const result = await hub.call('getTaskResult', { taskId: id });
    return typeof result === 'string' ? result.trim() || 'Unknown' : 'Unknown';
  } catch (error) {
    if (!(error instanceof KojiFault)) throw error;
    return error.message.trim() || 'Unknown';
  }
}

function sorted(
  output: Readonly<Record<string, readonly string[]>>,
): Pick<ToldTask, 'logs' | 'rpms' | 'srpms' | 'others'> {
  const names = Object.keys(output);
  const isPlain = (name: string): boolean => !name.endsWith('.log') && !name.endsWith('.rpm');
  const files = (wanted: (name: string) => boolean): OutputFile[] =>
    names
      .filter(wanted)
      .flatMap((name) => (output[name] ?? []).map((volume) => ({ name, volume })))
      .sort((a, b) => compare(a.volume, b.volume) || compare(a.name, b.name));
  return {
    logs: files((name) => name.endsWith('.log')),
    rpms: names.filter((name) => name.endsWith('.rpm') && !name.endsWith('.src.rpm')).sort(),
    srpms: names.filter((name) => name.endsWith('.src.rpm')),
    others: files(isPlain),
  };
}

function compare(one: string, other: string): number {
  return one === other ? 0 : one < other ? -1 : 1;
}
