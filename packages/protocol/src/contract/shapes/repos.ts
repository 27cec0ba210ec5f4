import type { IdAndName, Reference, Seconds, Timestamp } from './values.js';
import type { Task } from './tasks.js';

/** What goes into a repo besides the binary packages. */
export interface RepoOptions {
  src?: boolean;
  debuginfo?: boolean;
  separate_src?: boolean;
  maven?: boolean;
}

/** A repo of a tag. Events and times of its begin and end are those of the content that it shows. */
export interface Repo {
  id: number;
  state: number;
  state_time: Timestamp;
  state_ts: Seconds;
  create_event: number;
  create_ts: Seconds;
  creation_time: Timestamp;
  creation_ts: Seconds;
  begin_event: number | null;
  begin_ts: Seconds | null;
  end_event: number | null;
  end_ts: Seconds | null;
  dist: boolean;
  opts: RepoOptions | null;
  custom_opts: RepoOptions | null;
  tag_id: number;
  tag_name: string;
  task_id: number | null;
  task_state: number | null;
}

/** A repo that is not deleted, as who cleans up repos looks at it. */
export interface ActiveRepo {
  id: number;
  state: number;
  state_ts: Seconds;
  create_event: number;
  create_ts: Seconds;
  creation_ts: Seconds;
  end_event: number | null;
  dist: boolean;
  opts: RepoOptions | null;
  tag_id: number;
  tag_name: string;
  task_id: number | null;
}

/** That somebody wants a repo of a tag, and how far it is. */
export interface RepoRequest {
  id: number;
  tag_id: number;
  tag_name: string;
  owner: number;
  owner_name: string;
  priority: number;
  active: boolean;
  min_event: number | null;
  at_event: number | null;
  opts: RepoOptions;
  repo_id: number | null;
  task_id: number | null;
  task_state: number | null;
  tries: number;
  create_time: Timestamp;
  create_ts: Seconds;
  update_time: Timestamp;
  update_ts: Seconds;
}

/** How a request for a repo stands. */
export interface RepoCheck {
  repo: Repo | null;
  request: RepoRequest;
  /** The task that makes the repo, while there is no repo yet. */
  task?: Task | null;
}

/** What comes of asking for a repo: one that fits already, or the request for it. */
export interface RepoRequested {
  repo: Repo | null;
  /** Missing when a repo was there already. */
  request: RepoRequest | null;
  duplicate: boolean;
}

/** A build root that a repo is still used by. */
export interface RepoReference {
  id: number;
  create_event: number;
  host_id: number;
  state: number;
  task_id: number;
}

/** A repo elsewhere whose packages builds may use. */
export interface ExternalRepo extends IdAndName {
  url: string;
}

/** That a tag uses an external repo; the one with the lowest priority comes first. */
export interface TagExternalRepo {
  external_repo_id: number;
  external_repo_name: string;
  tag_id: number;
  tag_name: string;
  url: string;
  priority: number;
  merge_mode: string;
  arches: string | null;
}

/** How a repo for distribution is made. Its builder may know more options. */
export interface DistRepoOptions {
  /** Its arches. */
  arch?: string[] | null;
  /** The event that it shows its tag at. Default: now. */
  event?: number | null;
  /** The volume that it lies on. Default: that of the hub. */
  volume?: Reference | null;
  /** An uploaded comps file, below `work`. */
  comps?: string | null;
  [option: string]: unknown;
}
