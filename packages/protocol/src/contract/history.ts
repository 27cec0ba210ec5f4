import type {
  BuildReference,
  History,
  KojiEvent,
  Listing,
  QueryOptions,
  Reference,
  Seconds,
  Struct,
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
  getEvent: { params: { id: number; strict?: boolean }; result: KojiEvent | null };
  getLastEvent: { params: { before?: Seconds | null; strict?: boolean }; result: KojiEvent | null };
  queryHistory: {
    params: { tables?: string[] | null; kwargs?: HistoryQuery };
    result: Record<string, Listing<Struct>>;
    cases: [[{ queryOpts: { countOnly: true } }, Record<string, number>], [Record<never, never>, History]];
    keywords: 'kwargs';
  };
}
