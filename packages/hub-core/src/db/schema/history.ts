import { boolean, newEvent, reference, type Column } from './columns.js';
import type { TableRules } from './table.js';

/** The columns that a table with a history ends with. `active` is true or null, so that unique keys see only what is. */
export const historyColumns: Readonly<Record<string, Column>> = {
  create_event: reference('events', { default: newEvent }),
  revoke_event: reference('events', { nullable: true }),
  creator_id: reference('users'),
  revoker_id: reference('users', { nullable: true }),
  active: boolean({ nullable: true, default: true, check: 'active' }),
};

/**
 * The rules of a table with a history.
 * @param key what a row says something of: one row per event.
 * @param unique what there is one active row of; the key unless given.
 */
export function historyRules(
  key: readonly string[],
  unique: readonly (readonly string[])[] = [key],
): TableRules {
  return {
    checks: {
      active_revoke_sane:
        '(active IS NULL AND revoke_event IS NOT NULL AND revoker_id IS NOT NULL)' +
        ' OR (active IS NOT NULL AND revoke_event IS NULL AND revoker_id IS NULL)',
    },
    primaryKey: ['create_event', ...key],
    unique: unique.map((columns) => [...columns, 'active']),
  };
}
