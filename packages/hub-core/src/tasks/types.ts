import type { Double } from '@kojikit/protocol';

/** A task as Koji's API returns it. */
export interface TaskInfo {
  id: number;
  /** One of TASK_STATES. */
  state: number;
  create_time: string;
  create_ts: Double;
  start_time: string | null;
  start_ts: Double | null;
  completion_time: string | null;
  completion_ts: Double | null;
  channel_id: number;
  /** The builder that it was given to, or that runs or ran it. */
  host_id: number | null;
  parent: number | null;
  /** Unique among the tasks of one parent. */
  label: string | null;
  /** Whether the task waits for subtasks. */
  waiting: boolean | null;
  /** Whether the parent waits for it. */
  awaited: boolean | null;
  owner: number;
  method: string;
  arch: string;
  /** Lower goes first. */
  priority: number;
  /** The load that it puts on its host. */
  weight: Double | null;
  /** The decoded parameters, where they were asked for. */
  request?: unknown[];
  /** The decoded result, or its document before it is stored; only in events. */
  result?: unknown;
}

/** A task and the host that works on it. */
export interface Work {
  readonly id: number;
  readonly hostId: number;
}
