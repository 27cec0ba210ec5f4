/** A builder, as the hub answers it. */
export interface HostRow {
  readonly id: number;
  readonly name: string;
  readonly arches: string;
  readonly capacity: number;
  readonly task_load: number;
  readonly enabled: boolean;
  readonly ready: boolean;
  readonly description: string | null;
  readonly comment: string | null;
  readonly update_ts: number | null;
}
