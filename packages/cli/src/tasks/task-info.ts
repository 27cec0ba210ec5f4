/** A task as the hub answers it; `request` is there when it was asked for. */
export interface TaskInfo {
  id: number;
  method: string;
  arch: string;
  state: number;
  priority?: number | null;
  owner_name?: string | null;
  parent?: number | null;
  host_id?: number | null;
  label?: string | null;
  request?: unknown[] | null;
  children?: TaskInfo[];
  [column: string]: unknown;
}
