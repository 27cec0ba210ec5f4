import type { Double, KeywordArguments, QueryOptions } from '@kojikit/protocol';

/** A saved build root: the archive that one `saveFailedTree` task has uploaded. */
export interface FailedTree {
  /** The task that saved it; its output is the archive. Names the tree in all calls. */
  task_id: number;
  buildroot_id: number;
  /** The task whose build root it is, and that task's method, tag and arch; nil when task or build root were deleted. */
  source_task_id: number;
  method: string | null;
  tag_name: string | null;
  arch: string | null;
  /** Who owns the task that saved it. */
  owner_id: number;
  owner_name: string;
  host_name: string | null;
  /** The whole root, not only its `builddir`. */
  full: boolean;
  /** Name of the archive among the task's output, and the volume of the hub it is on. */
  filename: string;
  volume_name: string;
  /** Bytes, as text since files may be larger than XML-RPC's numbers once were. */
  size: string;
  /** Seconds since 1970. */
  saved_ts: Double;
  /** Housekeeping leaves it alone: for ever (`keep_until_ts` nil) or until then. */
  kept: boolean;
  keep_until_ts: Double | null;
  kept_by: string | null;
  /** When and why its archive was removed and by whom (nil: by housekeeping); nil while it is there. */
  removed_ts: Double | null;
  removed_by: string | null;
  removed_reason: string | null;
}

/** What housekeeping would remove, or has removed. */
export interface PrunedTree {
  task_id: number;
  buildroot_id: number;
  owner_name: string;
  filename: string;
  size: string;
  /** The rule of the policy that decided. */
  reason: string;
}

/** The hub's methods. */
export interface FailedTreeApi {
  /**
   * Saves the build root of a failed task: an archive among the output of a task, whose id is answered.
   *
   * `saveFailedTree(buildrootID, full=false, **opts)`, for anyone. Throws ActionNotAllowed, GenericError,
   * ParameterError, PreBuildError. Emits postTaskStateChange, preTaskStateChange.
   */
  saveFailedTree: {
    params: {
      buildrootID: number;
      /** The whole root instead of its `builddir`. Default: false. */
      full?: boolean;
      /** Further named values go into the task's request as they are. */
      opts?: KeywordArguments;
    };
    /** The id of the task. */
    result: number;
    keywords: 'opts';
  };
  /**
   * Build roots that were saved, the newest first; on demand with those whose archives were removed, and
   * why.
   *
   * `listFailedTrees(taskID=nil, buildrootID=nil, userID=nil, removed=false, queryOpts=nil)`, for anyone.
   * Throws GenericError, ParameterError.
   */
  listFailedTrees: {
    params: {
      /** The task that saved it, or the task whose build root it is. */
      taskID?: number | null;
      buildrootID?: number | null;
      /** Id or name of the owner. */
      userID?: number | string | null;
      /** Those whose archives were removed, too. Default: false. */
      removed?: boolean;
      queryOpts?: QueryOptions | null;
    };
    result: FailedTree[] | number;
  };
  /**
   * Keeps a saved build root from housekeeping, for ever or until a time (seconds since 1970), or no longer.
   *
   * `keepFailedTree(taskID, keep=true, until=nil)`, for who is logged in. Throws ActionNotAllowed,
   * GenericError, ParameterError.
   */
  keepFailedTree: {
    params: {
      taskID: number;
      /** False: leave it to housekeeping again. Default: true. */
      keep?: boolean;
      /** Seconds since 1970 until when it is kept. Default: for ever. */
      until?: number | Double | null;
    };
    result: null;
  };
  /**
   * Removes the archive of a saved build root.
   *
   * `removeFailedTree(taskID, reason=nil)`, for who is logged in. Throws ActionNotAllowed, GenericError,
   * ParameterError.
   */
  removeFailedTree: {
    params: { taskID: number; reason?: string | null };
    result: null;
  };
  /**
   * What the policy failed_trees removes: by default it is only said, with dry_run=False it is removed.
   *
   * `pruneFailedTrees(dry_run=true)`, for who holds the permission admin. Throws ActionNotAllowed,
   * GenericError.
   */
  pruneFailedTrees: {
    params: {
      /** Only say what would be removed. Default: true. */
      dry_run?: boolean;
    };
    result: PrunedTree[];
  };
  /**
   * Makes a new task like a canceled or failed one, whose build roots are saved if it fails, too. For its
   * owner and admins.
   *
   * `resubmitSavingTree(taskID, full=nil)`, for who is logged in. Throws ActionNotAllowed, GenericError,
   * ParameterError, PreBuildError. Emits postTaskStateChange, preTaskStateChange.
   */
  resubmitSavingTree: {
    params: {
      /** A task that failed or was canceled, as for resubmitTask. */
      taskID: number;
      /** The whole root instead of its `builddir`. Default: what the hub's `auto_save_full` says. */
      full?: boolean | null;
    };
    /** The id of the new task. */
    result: number;
  };
  /**
   * Has the build roots of a task that has not ended, and of those below it, saved if they fail; or no
   * longer.
   *
   * `saveTreeOnFailure(taskID, save=true, full=nil)`, for who is logged in. Throws ActionNotAllowed,
   * GenericError, ParameterError.
   */
  saveTreeOnFailure: {
    params: {
      /** A task that has not ended. The wish is about the build roots of the tasks below it, too. */
      taskID: number;
      /** False takes the wish back. Default: true. */
      save?: boolean;
      /** The whole root instead of its `builddir`. Default: what the hub's `auto_save_full` says. */
      full?: boolean | null;
    };
    result: null;
  };
  /**
   * Says by a fault that the hub does not take the archive of a tree of so many bytes: too large, no volume,
   * no space.
   *
   * `host.checkFailedTreeSpace(task_id, size, volume=nil)`, for builders. Throws ActionNotAllowed,
   * AuthError, GenericError, ParameterError.
   */
  'host.checkFailedTreeSpace': {
    params: {
      /** The saveFailedTree task that is about to upload. */
      task_id: number;
      /** Bytes that the tree holds before compression. */
      size: number | Double;
      volume?: string | null;
    };
    result: null;
  };
  /**
   * Puts the archive of a build root, which was uploaded as unfinished, among the output of its task.
   *
   * `host.finishFailedTree(task_id, filename, volume=nil)`, for builders. Throws ActionNotAllowed,
   * AuthError, GenericError, ParameterError.
   */
  'host.finishFailedTree': {
    params: {
      /** The saveFailedTree task whose archive has arrived in its folder `.unfinished`. */
      task_id: number;
      filename: string;
      volume?: string | null;
    };
    result: null;
  };
}

/** The task's request. */
export interface FailedTreeTaskParams {
  saveFailedTree: { buildrootID: number; full?: boolean };
}

declare module '@kojikit/protocol' {
  // eslint-disable-next-line @typescript-eslint/no-empty-object-type -- the members have a name of their own
  interface HubApi extends FailedTreeApi {}
  // eslint-disable-next-line @typescript-eslint/no-empty-object-type -- the members have a name of their own
  interface TaskParams extends FailedTreeTaskParams {}
}
