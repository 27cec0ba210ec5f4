import type { ReasonTeller } from '../waiting/reason-teller.js';
import type { RepoLog } from './repo-log.js';

/** A repo as the hub tells of it. */
export interface RepoRow {
  id: number;
  tag_id: number;
  create_event: number;
  opts: unknown;
}

/** A request for a repo. */
export interface RepoRequest {
  id: number;
  tag_id: number;
  min_event: number | null;
  active: boolean;
  task_id: number | null;
  task_state: number | null;
  [column: string]: unknown;
}

/** What the hub says to a request: the repo, or the request that is to make it. */
export interface RepoCheck {
  repo: RepoRow | null;
  request: RepoRequest;
}

/** Which repo is wanted. */
export interface RepoWish {
  /** Builds that must be in it, by name. */
  builds?: readonly string[];
  /** It must be as new as this event, or as the tag's last change. */
  minEvent?: number | 'last';
  /** It must be of this very event. */
  atEvent?: number;
  opts?: Readonly<Record<string, boolean>>;
}

/** How one waits. */
export interface RepoWait {
  /** Seconds between looks. */
  pollInterval: number;
  /** Minutes. */
  timeout: number;
  log: RepoLog;
  /** Ends the waiting. */
  interrupted: AbortSignal;
  /** Tells why the task that makes the repo waits. Default: nobody does. */
  teller?: ReasonTeller;
}
