/** What may be asked of a command in a build root besides the command itself. */
export interface RunrootOptions {
  /** Packages to install before the command runs. */
  packages?: string[] | null;
  /** Folders of the build host to mount read-write, below the `safe_roots` that the builder's configuration names. */
  mounts?: string[] | null;
  /** Id of the repo to install from; default: the tag's current one. */
  repo_id?: number | null;
  /** Do not set the personality to the root's arch. Default: false. */
  skip_setarch?: boolean | null;
  /** Load that the task puts on its host; default 2, at least 0.5. */
  weight?: number | null;
  /** Files of the build root to keep with the task's output, besides the log of the command. */
  upload_logs?: string[] | null;
  /** mock's way of isolating: true for the new one, false for the old one; default: mock's own choice. */
  new_chroot?: boolean | null;
  /** Accepted for old callers; means nothing. */
  keep?: boolean | null;
}

/** The hub's method. */
export interface RunrootApi {
  /**
   * Runs a command in a new build root of a tag, on a host of the channel `runroot` or of another one.
   * Returns the id of the task.
   *
   * `runroot(tagInfo, arch, command, channel=nil, **opts)`, for who holds the permission runroot or admin.
   * Throws ActionNotAllowed, GenericError, ParameterError. Emits postTaskStateChange, preTaskStateChange.
   */
  runroot: {
    params: {
      /** Tag whose packages make up the root. */
      tagInfo: string | number;
      /** One arch; `noarch` for any that tag and hosts have in common. */
      arch: string;
      /** A text for the shell, or words that are run as they are. */
      command: string | string[];
      /** Default: `runroot`. */
      channel?: string | number | null;
      opts?: RunrootOptions;
    };
    /** The id of the task. */
    result: number;
    keywords: 'opts';
  };
}

/** The task's request. */
export interface RunrootTaskParams {
  runroot: { root: string | number; arch: string; command: string | string[] } & RunrootOptions;
}

declare module '@kojikit/protocol' {
  // eslint-disable-next-line @typescript-eslint/no-empty-object-type -- the members have a name of their own
  interface HubApi extends RunrootApi {}
  // eslint-disable-next-line @typescript-eslint/no-empty-object-type -- the members have a name of their own
  interface TaskParams extends RunrootTaskParams {}
}
