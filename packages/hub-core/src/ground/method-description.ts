/** One parameter of an API method. Without `default` the caller must give it. */
export interface Parameter {
  readonly name: string;
  readonly default?: unknown;
  readonly hasDefault: boolean;
  /** `rest` collects further positional values (Koji's `*args`), `keywords` further named ones (`**kwargs`). */
  readonly kind: 'plain' | 'rest' | 'keywords';
}

/** What there is to know of an API method without calling it. */
export interface MethodDescription {
  readonly name: string;
  /** In wire order. */
  readonly params: readonly Parameter[];
  readonly doc: string;
  /** Who may call it, in a few words; undefined where that depends on the parameters. */
  readonly who: string | undefined;
  /** Only a request may call it: it is no part of the table that methods are listed and called from inside. */
  readonly requestOnly: boolean;
  /** A repeated call number may run again (Koji's list of calls that are safe to retry). */
  readonly retryable: boolean;
  /** It always asks what the caller may, so that this comes with the session, in the same query. */
  readonly asksPermissions: boolean;
}
