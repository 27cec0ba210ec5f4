import type { Float, Seconds } from './values.js';

/** A part of a list that was counted, in the order that was asked for. */
export interface CountedList {
  rows: CountedRow[];
  /** Rows of the whole list. */
  total: number;
  /** The largest count of the whole list. */
  most: number;
  /** All counts of the whole list. */
  sum: number;
}

/** How many there are of something. */
export interface CountedRow {
  /** Nil for what is no more: a target that was renamed or deleted. */
  id: number | null;
  /** Nil for what has none: builds for no target. */
  name: string | null;
  count: number;
}

/** A column, or with `-` in front from the last to the first. */
export type Ordered<Column extends string> = Column | `-${Column}`;

/** Which rows of a counted list, and in which order. */
export interface CountedWindow {
  /** Default: `-count`. */
  order?: Ordered<'name' | 'count'>;
  /** Rows before the first. Default: 0. */
  offset?: number;
  /** 1 to 1000. Default: 50. */
  limit?: number;
}

/** Builds that came to an end on a day. */
export interface BuildsOfDay {
  /** Days since 1970-01-01, in UTC. */
  day: number;
  /** Of BUILD_STATES. */
  state: number;
  count: number;
}

/** How long tasks of a kind waited and worked, in whole seconds. */
export interface TaskTimes {
  /** The method, where times are told by method. */
  method: string | null;
  /** Days since 1970-01-01, in UTC, of a method whose times are told by day. */
  day: number | null;
  count: number;
  wait_median: number;
  wait_p90: number;
  work_median: number;
  work_p90: number;
}

/** How many of something failed. */
export interface FailureShare {
  id: number;
  name: string;
  failed: number;
  /** Those that failed and those that did not. */
  count: number;
}

/** The hosts of a channel. Ready, capacity and load are those of the enabled ones. */
export interface ChannelHealth {
  id: number;
  name: string;
  /** Whether the channel is. */
  enabled: boolean;
  hosts_enabled: number;
  hosts_disabled: number;
  hosts_ready: number;
  capacity: Float;
  load: Float;
}

/** Tasks that wait for the same reason. */
export interface WaitingTasks {
  /**
   * One word for programs: `channel_disabled`, `no_host`, `hosts_disabled`, `not_ready`, `no_capacity`, `queued`,
   * `assigned` or `repo`. There may be more one day.
   */
  reason: string;
  /** Nil where it is not of one channel: `assigned`, `repo`. */
  channel_id: number | null;
  channel_name: string | null;
  arch: string | null;
  count: number;
  /** When the one that waits longest was made. */
  oldest_ts: Seconds;
}

/** The hosts of a site at a glance. Ready, capacity and load are those of the enabled ones. */
export interface HostsAtWork {
  enabled: number;
  disabled: number;
  ready: number;
  capacity: Float;
  load: Float;
  /** The enabled hosts with the greatest share of their capacity in use. */
  busiest: { id: number; name: string; ready: boolean; capacity: Float; load: Float }[];
}

/** What waits and why, and the hosts. */
export interface SiteLoad {
  waiting: WaitingTasks[];
  hosts: HostsAtWork;
}
