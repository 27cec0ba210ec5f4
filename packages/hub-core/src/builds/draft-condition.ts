import { raw, type Sql } from 'sql-template-tag';
import { GenericError } from '@kojikit/protocol';
import { isTrue } from '../rpc/convert.js';

/**
 * The condition that selects drafts, or builds that are none. Throws GenericError `draft cannot be None` for nil.
 * @param alias the table's alias, from our own code; left out when the column needs none.
 */
export function draftCondition(draft: unknown, alias?: string): Sql {
  if (draft === null || draft === undefined) throw new GenericError('draft cannot be None');
  const column = alias === undefined ? 'draft' : `${alias}.draft`;
  return raw(`${column} IS ${isTrue(draft) ? '' : 'NOT '}TRUE`);
}

/** Refuses drafts where Koji has none. Throws GenericError `Draft build not supported`, or `Draft rpm …`. */
export function rejectDraft(data: { readonly draft?: unknown }, what: 'build' | 'rpm' = 'build'): void {
  if (isTrue(data.draft)) throw new GenericError(`Draft ${what} not supported`);
}
