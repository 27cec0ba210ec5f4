import type { Float, IdAndName, Seconds } from './values.js';

export interface Channel extends IdAndName {
  description: string | null;
  enabled: boolean;
  comment: string | null;
}

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

export interface HostWithChannels extends Host {
  channels: number[];
}
