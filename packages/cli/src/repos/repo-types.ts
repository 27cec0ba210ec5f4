import type { RepoOptions } from '@kojikit/protocol';
import type { ReasonTeller } from '../waiting/reason-teller.js';
import type { RepoLog } from './repo-log.js';

/** Which repo is wanted. */
export interface RepoWish {
  /** Builds that must be in it, by name. */
  builds?: readonly string[];
  /** It must be as new as this event, or as the tag's last change. */
  minEvent?: number | 'last';
  /** It must be of this very event. */
  atEvent?: number;
  opts?: RepoOptions;
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
