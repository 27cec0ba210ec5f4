import { compareText } from '@kojikit/protocol';
import type { History, HistoryRow } from '@kojikit/protocol';
import { TABLE_KEYS } from './history-tables.js';

/** One moment of one row: its making or its end. */
export interface Change {
  event: number;
  table: string;
  /** The row was made; false when it was revoked. */
  created: boolean;
  row: HistoryRow;
  /** Further changes to the same thing at the same event; one makes an edit of both. */
  related: Change[];
}

/**
 * Brings the rows of all tables into the order of their events, and joins the end of a row with the beginning of its
 * successor. Of a row that only partly fits the query, just the fitting end is told unless `whole` is set.
 */
export function timelineOf(history: History, whole: boolean): Change[] {
  const changes: Change[] = [];
  for (const [table, rows] of Object.entries(history)) {
    for (const row of rows ?? []) {
      if (row.revoke_event !== null && (whole || fits(row, '_revoked'))) {
        changes.push({ event: Number(row.revoke_event), table, created: false, row, related: [] });
      }
      if (whole || fits(row, '_created')) {
        changes.push({ event: Number(row.create_event), table, created: true, row, related: [] });
      }
    }
  }
  changes.sort(
    (a, b) => a.event - b.event || compareText(a.table, b.table) || Number(a.created) - Number(b.created),
  );
  return joinEdits(changes);
}

function fits(row: HistoryRow, prefix: string): boolean {
  return Object.entries(row).every(([key, value]) => !key.startsWith(prefix) || Boolean(value));
}

function joinEdits(changes: readonly Change[]): Change[] {
  const joined: Change[] = [];
  const first = new Map<string, Change>();
  for (const change of changes) {
    const values = (TABLE_KEYS[change.table] ?? []).map((key) => change.row[key]);
    const key = JSON.stringify([change.event, change.table, ...values]);
    const earlier = first.get(key);
    if (earlier) earlier.related.push(change);
    else {
      first.set(key, change);
      joined.push(change);
    }
  }
  return joined;
}
