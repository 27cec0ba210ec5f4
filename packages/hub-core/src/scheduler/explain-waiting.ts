import type { TaskWaitReason } from '@kojikit/protocol';
import { currentLoads, planAssignments, type PlanInput } from './plan-assignments.js';
import { hostObstacle, servedArches, type HostObstacle, type PlanLimits } from './host-load.js';
import type { FreeTask, SchedulableHost } from './types.js';

/** Why a task does not start: a word for programs and a sentence for people. */
export interface WaitReason {
  readonly code: WaitCode;
  readonly text: string;
  /** What the sentence names. */
  readonly about?: readonly Named[];
}

/** A thing that a sentence names, as it stands there. */
export type Named = NonNullable<TaskWaitReason['about']>[number];

export type WaitCode =
  | HostObstacle
  /** The task's channel is disabled. */
  | 'channel_disabled'
  /** No host listens to the task's channel. */
  | 'no_host_in_channel'
  /** The hosts of the channel and arch are all disabled. */
  | 'hosts_disabled'
  /** Hosts are in the channel, but none of them has the task's arch. */
  | 'no_host_of_arch'
  /** No host of the channel and arch knows the task's method. */
  | 'no_handler'
  /** Other tasks are served first. */
  | 'queued'
  /** A host can have it: the next run of the scheduler gives it one. */
  | 'next_run'
  /** A host has it and did not open it yet. */
  | 'assigned'
  /** The request of a repo has no task yet. */
  | 'repo_queued'
  /** Nobody has asked for the repo. */
  | 'repo_not_requested'
  /** How many tasks that it waits for are not explained. */
  | 'more_tasks'
  /** Which rule sends such tasks to the channel that has no host for this one. */
  | 'channel_policy';

/** What the scheduler knows when it looks at a task. */
export interface Situation extends Omit<PlanInput, 'refusals'> {
  /** What hosts said when they refused, by task and host. */
  readonly refusals: ReadonlyMap<number, ReadonlyMap<number, string>>;
  readonly channel: { readonly name: string; readonly enabled: boolean };
  /** The disabled hosts of the task's channel. */
  readonly disabledHosts: readonly Pick<SchedulableHost, 'id' | 'name' | 'arches'>[];
  /** Ids of the enabled hosts that have not checked in for too long. */
  readonly silent: ReadonlySet<number>;
  readonly method: string;
}

/* What builders say of a task whose method they have no handler for, Koji's as ours. */
const NO_HANDLER = 'no handler for method';

/**
 * Says why a free task has no host, out of what the scheduler itself decides on: the same plan and the same obstacles.
 * Reads and writes nothing.
 */
export function explainWaiting(task: FreeTask, situation: Situation, limits: PlanLimits): WaitReason[] {
  const { channel, hosts, disabledHosts } = situation;
  const place: Named = { kind: 'channel', id: task.channelId, name: channel.name };
  if (!channel.enabled) {
    return [{ code: 'channel_disabled', text: `the channel ${channel.name} is disabled`, about: [place] }];
  }
  const listening = hosts.filter(({ channels }) => channels.includes(task.channelId));
  const fits = (host: Pick<SchedulableHost, 'arches'>) => servedArches(host).includes(task.arch);
  const fitting = listening.filter(fits);
  if (fitting.length > 0) return explainHosts(fitting, task, situation, limits);

  const disabled = disabledHosts.filter(fits);
  if (disabled.length > 0) {
    const which = task.arch === 'noarch' ? '' : ` with the arch ${task.arch}`;
    const text = `every host of the channel ${channel.name}${which} is disabled: ${names(disabled)}`;
    return [{ code: 'hosts_disabled', text, about: [place, ...named(disabled)] }];
  }
  const members = [...listening, ...disabledHosts];
  if (members.length === 0) {
    const text = `no host is in the channel ${channel.name}`;
    return [{ code: 'no_host_in_channel', text, about: [place] }];
  }
  const those = list(members.map(({ name, arches }) => `${name} (${arches.join(' ')})`));
  return [
    {
      code: 'no_host_of_arch',
      text: `no host of the channel ${channel.name} has the arch ${task.arch}: ${those}`,
      about: [place, ...named(members)],
    },
  ];
}

function explainHosts(
  fitting: readonly SchedulableHost[],
  task: FreeTask,
  situation: Situation,
  limits: PlanLimits,
): WaitReason[] {
  const refusals = situation.refusals.get(task.id);
  if (fitting.every(({ id }) => refusals?.get(id) === NO_HANDLER)) {
    const text = `no host knows the method ${situation.method}: ${names(fitting)} refused it`;
    return [{ code: 'no_handler', text, about: named(fitting) }];
  }
  const loads = currentLoads(situation, limits);
  const alike = new Map<string, { code: HostObstacle; hosts: SchedulableHost[]; say: Said }>();
  for (const host of fitting) {
    const load = loads.get(host.id)!;
    const code = hostObstacle(load, task, refusals, limits);
    if (code === undefined) return [whenAHostIsFree(task, situation, limits)];
    const silent = situation.silent.has(host.id);
    const says: Readonly<Record<HostObstacle, Said>> = {
      not_ready: silent ? SILENT : NOT_NOW,
      refused: (who) => `${who} refused the task: ${refusals?.get(host.id) || 'it gave no reason'}`,
      too_many_tasks: (who, several) =>
        `${who} ${several ? 'have' : 'has'} ${load.tasks} of at most ${load.maxJobs} tasks`,
      no_capacity: (who, several) =>
        `${who} ${several ? 'are' : 'is'} over load: ${shown(load.load)} of a capacity of ${shown(host.capacity)} is in use, the task's weight is ${shown(task.weight)}`,
    };
    const say = says[code];
    // What holds of hosts alike is said of them together.
    const key = say('', true);
    const group = alike.get(key);
    if (group === undefined) alike.set(key, { code, hosts: [host], say });
    else group.hosts.push(host);
  }
  return [...alike.values()].map(({ code, hosts, say }) => ({
    code,
    text: say(names(hosts), hosts.length > 1),
    about: named(hosts),
  }));
}

/* What is said of one host or of several. */
type Said = (who: string, several: boolean) => string;

const SILENT: Said = (who, several) =>
  several
    ? `${who} do not check in: is their kojid running?`
    : `${who} does not check in: is its kojid running?`;
const NOT_NOW: Said = (who, several) =>
  `${who} ${several ? 'say that they take' : 'says that it takes'} no tasks now`;

/* Some host may have it, but the plan may give that host to other tasks first. */
function whenAHostIsFree(task: FreeTask, situation: Situation, limits: PlanLimits): WaitReason {
  const planned = planAssignments(situation, limits).find(({ taskId }) => taskId === task.id);
  if (planned === undefined) return queued(task, situation.freeTasks);
  const host = situation.hosts.find(({ id }) => id === planned.hostId)!;
  const text = `the next run of the scheduler gives it to ${host.name}`;
  return { code: 'next_run', text, about: named([host]) };
}

/* Free tasks come in the order in which they are served. */
function queued(task: FreeTask, freeTasks: readonly FreeTask[]): WaitReason {
  const before = freeTasks.findIndex(({ id }) => id === task.id);
  const rivals = freeTasks
    .slice(0, before < 0 ? undefined : before)
    .filter(({ channelId, arch }) => channelId === task.channelId && arch === task.arch);
  const next = rivals[0];
  if (next === undefined) return { code: 'queued', text: 'other tasks are served first' };
  const count =
    rivals.length === 1
      ? '1 task of higher priority or older is'
      : `${rivals.length} tasks of higher priority or older are`;
  const name = String(next.id);
  return {
    code: 'queued',
    text: `${count} served first, the next of them is task ${name}`,
    about: [{ kind: 'task', id: next.id, name }],
  };
}

const MOST_NAMES = 5;

function named(hosts: readonly Pick<SchedulableHost, 'id' | 'name'>[]): Named[] {
  return hosts.slice(0, MOST_NAMES).map(({ id, name }) => ({ kind: 'host', id, name }));
}

function names(hosts: readonly { readonly name: string }[]): string {
  return list(hosts.map(({ name }) => name));
}

function list(items: readonly string[]): string {
  const more = items.length - MOST_NAMES;
  return items.slice(0, MOST_NAMES).join(', ') + (more > 0 ? ` and ${more} more` : '');
}

function shown(load: number): string {
  return String(Math.round(load * 100) / 100);
}
