import type { TaskFile } from '@kojikit/protocol';

/** A task as the hub answers it in a tree. */
export interface TaskRow {
  readonly id: number;
  readonly state: number;
  readonly method: string;
  readonly arch: string;
  readonly label: string | null;
  readonly request?: unknown[];
  readonly parent: number | null;
  readonly owner: number;
  readonly owner_name: string | null;
  readonly host_id: number | null;
  readonly host_name: string | null;
  readonly channel_id: number | null;
  readonly channel_name: string | null;
  readonly priority: number;
  readonly weight: number | null;
  readonly waiting: boolean | null;
  readonly awaited: boolean | null;
  readonly create_ts: number | null;
  readonly start_ts: number | null;
  readonly completion_ts: number | null;
  readonly files?: readonly TaskFile[];
}
