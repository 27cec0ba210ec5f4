import type { Float, Reference, Seconds, Timestamp } from './values.js';

/** A task. Its state is a number of {@link TASK_STATES}. */
export interface Task {
  id: number;
  method: string;
  state: number;
  arch: string;
  label: string | null;
  owner: number;
  parent: number | null;
  host_id: number | null;
  channel_id: number;
  priority: number;
  /** The load that it puts on its host. */
  weight: Float | null;
  waiting: boolean | null;
  awaited: boolean | null;
  create_time: Timestamp;
  create_ts: Seconds;
  start_time: Timestamp | null;
  start_ts: Seconds | null;
  completion_time: Timestamp | null;
  completion_ts: Seconds | null;
  /** Only when it was asked for. */
  request?: TaskRequest;
}

/** A task with its request. */
export interface RequestedTask extends Task {
  request: TaskRequest;
}

/**
 * What a task was asked for, as its builder gets it: a list of positional values, the last one maybe a struct of named
 * ones, or one struct. Open: tasks of any age stay readable, those of plugins and content generators too. What
 * `parseTaskParams` makes of it has names, and nothing checks the values.
 */
export type TaskRequest = unknown[];

/** What a task ended with, decoded. Open: each kind of task has its own, those of plugins too. */
export type TaskResult = unknown;

/** A task as listings return it. */
export interface ListedTask extends Task {
  owner_name: string;
  owner_type: number;
  /** Decoded with `opts.decode`, otherwise the XML document. */
  result?: TaskResult;
}

/** A file that a task has uploaded. */
export interface TaskFile {
  name: string;
  volume: string;
  /** Bytes, as text: files may be larger than XML-RPC's numbers. */
  size: string;
}

/** A task with the names of what its ids stand for. */
export interface TreeTask extends Task {
  owner_name: string;
  host_name: string | null;
  channel_name: string | null;
  /** Only when they were asked for. */
  files?: TaskFile[];
}

/** Tasks and everything below them, as they are. */
export interface TaskTrees {
  /** Stands for their states and files. */
  seen: string;
  tasks: TreeTask[];
}

/** A task as openTask hands it to its builder: the request is still an XML document. */
export interface OpenedTask extends Omit<Task, 'request'> {
  request: string;
}

/** How a task is made: below which parent, for whom and where. What is left out is as in its parent, or usual. */
export interface TaskOptions {
  parent?: number;
  label?: string;
  /** By name or id. */
  channel?: string | number;
  arch?: string;
  priority?: number;
  owner?: number;
  assign?: number;
  weight?: number;
}

/** A task as makeTask takes it by name; method and parameters may come by position too. */
export interface NamedTask extends Omit<TaskOptions, 'owner' | 'priority' | 'weight'> {
  priority?: number | string;
  method?: string;
  arglist?: unknown[];
}

/** Which builders restartHosts restarts, and how long it waits for them. */
export interface RestartOptions {
  /** By id or name. Default: all. */
  channel?: number | string;
  arches?: string | string[] | null;
  /** Seconds. Default: a day. */
  timeout?: number;
}

/** Which tasks are meant. All conditions must hold; of a list of values one must. */
export interface TaskFilter {
  arch?: string[];
  not_arch?: string[];
  state?: number[];
  not_state?: number[];
  owner?: Reference | Reference[];
  not_owner?: Reference | Reference[];
  host_id?: number | number[];
  not_host_id?: number | number[];
  channel_id?: number | number[];
  not_channel_id?: number | number[];
  /** Nil for tasks at the top. */
  parent?: number | number[] | null;
  not_parent?: number | number[];
  decode?: boolean;
  method?: string;
  createdBefore?: Seconds | string;
  createdAfter?: Seconds | string;
  startedBefore?: Seconds | string;
  startedAfter?: Seconds | string;
  completeBefore?: Seconds | string;
  completeAfter?: Seconds | string;
}

/** A task that a host has at work. */
export interface HostTask {
  id: number;
  waiting: boolean | null;
  weight: Float;
  /** There when it waits for subtasks and some of them have ended. */
  alert?: boolean;
}

/** A task that the scheduler gave to the calling host. */
export interface AssignedTask {
  id: number;
  method: string;
  state: number;
  arch: string;
  channel_id: number;
  host_id: number | null;
  priority: number;
  create_ts: Seconds;
}

/** That a host had a task, from when to when. */
export interface TaskRun {
  id: number;
  task_id: number;
  host_id: number;
  active: boolean;
  create_ts: Seconds;
  start_ts: Seconds | null;
  end_ts?: Seconds | null;
  /** Members that are there only when they are asked for. */
  host_name?: string | null;
  state?: number;
  completion_ts?: Seconds | null;
}

/** That a host would not take a task; a soft refusal holds for a while only. */
export interface TaskRefusal {
  task_id: number;
  host_id: number;
  by_host: boolean;
  soft: boolean;
  msg: string;
}

/** What the scheduler noted about a task or host. */
export interface SchedulerLogMessage {
  id: number;
  task_id: number | null;
  host_id: number | null;
  msg_ts: Seconds;
  msg: string;
  /** Only when it is asked for. */
  host_name?: string | null;
}

/** Lines of a file that a task has uploaded. */
export interface LogLines {
  /** Number of the first of these lines; the first of the file is 1. */
  readonly first_line: number;
  /** Lines of the whole file. */
  readonly lines: number;
  /** Byte at which they begin, and the one after them. As text: files may be larger than XML-RPC's numbers. */
  readonly start: string;
  readonly end: string;
  readonly size: string;
  /** The bytes, as base64 text. */
  readonly data: string;
}

/** Why a task does not go on. */
export interface TaskWaitReason {
  /**
   * One word for programs: `channel_disabled`, `no_host_in_channel`, `hosts_disabled`, `no_host_of_arch`, `no_handler`,
   * `not_ready`, `refused`, `too_many_tasks`, `no_capacity`, `queued`, `next_run`, `assigned`, `repo_queued`,
   * `repo_not_requested`, `more_tasks` or `channel_policy`. There may be more one day.
   */
  code: string;
  /** A sentence for people, without its full stop: `no host is in the channel createrepo`. */
  text: string;
  /** What the sentence names, each as it stands there, so that pages can lead to it. */
  about?: { kind: 'host' | 'task' | 'channel' | 'tag' | 'request'; id: number; name: string }[];
}
