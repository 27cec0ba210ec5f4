/** A builder as the scheduler sees it. */
export interface SchedulableHost {
  readonly id: number;
  readonly name: string;
  /** When it last checked in, in seconds since 1970. */
  readonly updated: number | null;
  readonly ready: boolean;
  readonly arches: readonly string[];
  readonly capacity: number;
  /** Ids of the enabled channels that it listens to. */
  readonly channels: readonly number[];
  /** Most tasks that it wants at once, where it said so. */
  readonly maxJobs: number | undefined;
}

/** A task that waits for a host. */
export interface FreeTask {
  readonly id: number;
  readonly channelId: number;
  readonly arch: string;
  readonly weight: number;
}

/** A task that a host has, opened or not. */
export interface ActiveTask {
  readonly id: number;
  readonly state: number;
  readonly hostId: number;
  readonly waiting: boolean;
  readonly weight: number;
}
