import type { Context } from './context.js';
import type { CutList, ListCut } from './list-cut.js';
import type { MethodDescription } from './method-description.js';

/** Says who may call: throws the fault that refuses. Runs after the arguments were bound and before any work. */
export interface Access {
  (ctx: Context, params: Readonly<Record<string, unknown>>): void | Promise<void>;
  /** Who that is, in a few words for people. Left out where it depends on the parameters. */
  readonly who?: string;
  /** It always asks what the caller may, so that this is read with the session. */
  readonly asksPermissions?: boolean;
}

/** An API method as it is registered: who may call it and what it does. `method` makes one. */
export interface Method extends MethodDescription {
  readonly access: Access;
  /**
   * Whether it changes nothing and its answer to these parameters, as they were given, is short: calls of a multicall that say so are
   * answered side by side.
   */
  readonly looksUp: boolean | ((params: Readonly<Record<string, unknown>>) => boolean);
  /** Whether the answer to these parameters follows from them and the database, whoever asks: it is kept while that is the same. */
  readonly keepable?: (
    params: Readonly<Record<string, unknown>>,
    methods: ReadonlyMap<string, Method>,
  ) => boolean;
  readonly handler: (ctx: Context, params: Readonly<Record<string, unknown>>) => unknown;
  /** Reads a part of the list that the handler answers. Undefined where it cannot. */
  readonly cut?: (
    ctx: Context,
    params: Readonly<Record<string, unknown>>,
    cut: ListCut,
  ) => Promise<CutList | undefined>;
}
