import type { CallMethod } from '@kojikit/protocol';

/** Keyword arguments of a task's request; what is `undefined` is left out, `null` is sent as nil. */
export type Keywords = Record<string, unknown>;

/** How a task talks to the hub: calls made in the session of this task alone. */
export interface TaskHub {
  /**
   * Calls a method of the hub with its parameters by name. Faults of the hub are thrown as `KojiFault`.
   * @example
   * const root = await task.hub.call('getBuildroot', { buildrootID: 7, strict: true });
   */
  readonly call: CallMethod;
  /** Calls a method that the contract does not know, such as one of a hub of another version. */
  callUnchecked(
    method: string,
    positional?: readonly unknown[],
    keywords?: Readonly<Record<string, unknown>>,
  ): Promise<unknown>;
}
