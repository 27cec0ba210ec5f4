import type { Float, IdAndName, Seconds } from './values.js';

/** A group of hosts that tasks are sent to. */
export interface Channel extends IdAndName {
  description: string | null;
  enabled: boolean;
  comment: string | null;
}

/** A builder: what it can do, how much it has to do, and when it was last heard of. */
export interface Host extends IdAndName {
  user_id: number;
  /** Separated by blanks. */
  arches: string | null;
  capacity: Float;
  task_load: Float;
  enabled: boolean;
  ready: boolean;
  description: string | null;
  comment: string | null;
  update_ts: Seconds | null;
}

/** A builder and the ids of the channels it listens to. */
export interface HostWithChannels extends Host {
  channels: number[];
}

/** A builder and the channels it listens to. */
export interface HostOfPage extends Host {
  channels: IdAndName[];
}

/** A page of builders. */
export interface HostPage {
  hosts: HostOfPage[];
  /** How many there are on all pages. */
  total: number;
  /** Of the enabled ones on all pages: how many they are and how many of these are ready, what they do and can do. */
  enabled: { hosts: number; ready: number; load: Float; capacity: Float };
}
