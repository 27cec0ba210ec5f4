import type {
  BuildReference,
  History,
  ChosenColumns,
  KojiEvent,
  Listing,
  QueryOptions,
  Reference,
  Seconds,
} from './shapes.js';

/** Which changes are asked for; all conditions count. */
export interface HistoryQuery {
  build?: BuildReference;
  package?: Reference;
  tag?: Reference;
  editor?: Reference;
  user?: Reference;
  permission?: Reference;
  cg?: Reference;
  external_repo?: Reference;
  build_target?: Reference;
  group?: Reference;
  host?: Reference;
  channel?: Reference;
  /** An extra setting of tags. */
  xkey?: string;
  before?: Seconds | string;
  after?: Seconds | string;
  beforeEvent?: number;
  afterEvent?: number;
  /** What holds now, or what does not hold any more. Default: both. */
  active?: boolean;
  queryOpts?: QueryOptions;
  /** Koji's client sends it; it means nothing to the hub. */
  utc?: boolean;
}

/** Events, and what changed with them. */
export interface HistoryApi {
  /**
   * When an event was, in seconds since 1970.
   *
   * `getEvent(id, strict=true)`, for anyone. Throws GenericError, ParameterError.
   */
  getEvent: { params: { id: number; strict?: boolean }; result: KojiEvent | null };
  /**
   * The last event, or the last one before a moment given in seconds since 1970.
   *
   * `getLastEvent(before=nil, strict=true)`, for anyone. Throws GenericError, ParameterError.
   */
  getLastEvent: { params: { before?: Seconds | null; strict?: boolean }; result: KojiEvent | null };
  /**
   * Who changed what and when in the versioned tables: filter by tag, build, package, user, editor, time and
   * so on.
   *
   * `queryHistory(tables=nil, **kwargs)`, for anyone. Throws GenericError, ParameterError.
   */
  queryHistory: {
    params: { tables?: string[] | null; kwargs?: HistoryQuery };
    result: Record<string, Listing<ChosenColumns>>;
    cases: [[{ queryOpts: { countOnly: true } }, Record<string, number>], [Record<never, never>, History]];
    keywords: 'kwargs';
  };
}
