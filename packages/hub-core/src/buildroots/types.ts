import type { Double, Extra } from '@kojikit/protocol';

/** A buildroot as Koji's API returns it. Most members are null for one that a content generator reported. */
export interface BuildrootInfo {
  id: number;
  br_type: number;
  cg_id: number | null;
  cg_name: string | null;
  cg_version: string | null;
  arch: string | null;
  container_arch: string;
  container_type: string;
  host_os: string | null;
  host_arch: string | null;
  extra: Extra | null;
  state: number | null;
  task_id: number | null;
  host_id: number | null;
  host_name: string | null;
  repo_id: number | null;
  repo_state: number | null;
  tag_id: number | null;
  tag_name: string | null;
  create_event_id: number | null;
  create_event_time: string | null;
  create_ts: Double | null;
  retire_event_id: number | null;
  retire_event_time: string | null;
  retire_ts: Double | null;
  repo_create_event_id: number | null;
  repo_create_event_time: string | null;
}

/** The row behind a buildroot that a builder made. */
export interface StandardBuildroot {
  readonly id: number;
  readonly br_type: number;
  readonly host_id: number | null;
  readonly repo_id: number | null;
  readonly task_id: number | null;
  readonly state: number | null;
}
