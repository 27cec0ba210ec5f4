import {
  hubCall,
  type Plain,
  type QueryClauses,
  type QueryOptions,
  type RepoRequest,
} from '@kojikit/protocol';
import type { Visitor } from '../../hub/visitor.js';

/** The question for requests for repos with all that is known of them. */
export const askRequests = (clauses: QueryClauses, opts: QueryOptions = {}) =>
  hubCall('repo.queryQueue', { clauses, fields: ['**'], opts });

/** Requests for repos with all that is known of them. */
export async function readRequests(
  visitor: Visitor,
  clauses: QueryClauses,
  opts: QueryOptions = {},
): Promise<Plain<RepoRequest>[]> {
  return requestsOf((await visitor.one(askRequests(clauses, opts))).value());
}

/** What came of {@link askRequests}. A cast: with the fields `**` no member is left out. */
export function requestsOf(answer: unknown): Plain<RepoRequest>[] {
  return answer as Plain<RepoRequest>[];
}
