/** A builder as Koji's API returns it; floats go over the wire as doubles. */
export interface HostInfo {
  id: number;
  user_id: number;
  name: string;
  /** When it last checked in, in seconds since 1970. */
  update_ts: number | null;
  /** Whether it said that it takes tasks. */
  ready: boolean;
  task_load: number;
  /** Separated by spaces. */
  arches: string | null;
  capacity: number;
  description: string | null;
  comment: string | null;
  enabled: boolean;
}

/** A channel as Koji's API returns it. */
export interface ChannelInfo {
  id: number;
  name: string;
  description: string | null;
  enabled: boolean;
  comment: string | null;
}
