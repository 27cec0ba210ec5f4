import type { KojiEvent, Listing, Seconds, Struct } from './shapes.js';

/** Events, and what changed with them. */
export interface HistoryApi {
  getEvent: { params: { id: number; strict?: boolean }; result: KojiEvent | null };
  getLastEvent: { params: { before?: Seconds | null; strict?: boolean }; result: KojiEvent | null };
  queryHistory: {
    params: { tables?: string[] | null; kwargs?: Struct };
    result: Record<string, Listing<Struct>>;
    keywords: 'kwargs';
  };
}
