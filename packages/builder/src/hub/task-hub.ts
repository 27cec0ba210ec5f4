/** Keyword arguments of a hub call; what is `undefined` is left out, `null` is sent as nil. */
export type Keywords = Record<string, unknown>;

/** How a task talks to the hub: calls made in the session of this task alone. */
export interface TaskHub {
  /** Calls a method of the hub, `host.newBuildRoot` for example. Faults of the hub are thrown as `KojiFault`. */
  call<Result = unknown>(
    method: string,
    positional?: readonly unknown[],
    keywords?: Keywords,
  ): Promise<Result>;
}
