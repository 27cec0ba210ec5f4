import type { Double } from '@kojikit/protocol';

/** What a repo of a tag holds beside binary packages. */
export interface RepoOptions {
  /** Source packages in the repo of every arch. */
  src: boolean;
  debuginfo: boolean;
  /** Source packages in a repo of their own. */
  separate_src: boolean;
  maven: boolean;
}

/** A repo as Koji's API returns it. */
export interface RepoInfo {
  id: number;
  tag_id: number;
  tag_name: string;
  state: number;
  dist: boolean;
  /** Null for dist repos. */
  opts: Partial<RepoOptions> | null;
  /** Those of `opts` that were asked for and differ from the tag's own. */
  custom_opts: Partial<RepoOptions> | null;
  /** The event whose state of the tag the repo shows. */
  create_event: number;
  /** The last change of the tag up to `create_event`. */
  begin_event: number | null;
  /** The first change of the tag after `create_event`; null while there is none. */
  end_event: number | null;
  task_id: number | null;
  task_state: number | null;
  creation_time: string;
  creation_ts: Double;
  state_time: string;
  state_ts: Double;
  create_ts: Double;
  begin_ts: Double | null;
  end_ts: Double | null;
}

/** A request for a repo as Koji's API returns it. */
export interface RepoRequest {
  id: number;
  owner: number;
  owner_name: string;
  /** Smaller numbers come first. */
  priority: number;
  tag_id: number;
  tag_name: string;
  at_event: number | null;
  min_event: number | null;
  opts: Partial<RepoOptions>;
  active: boolean;
  task_id: number | null;
  task_state: number | null;
  tries: number;
  repo_id: number | null;
  create_time: string;
  create_ts: Double;
  update_time: string;
  update_ts: Double;
}
