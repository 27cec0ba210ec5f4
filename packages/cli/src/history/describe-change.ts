import { compareText, type HistoryRow, pythonText } from '@kojikit/protocol';
import { formatTimeC } from '../output/times.js';
import { CHANGE_TEXTS, TABLE_KEYS } from './history-tables.js';
import type { Change } from './timeline.js';

/** How much of a change is told. */
export interface HistoryStyle {
  /** Ids of events. */
  events?: boolean;
  /** Ids of events, and the columns of new rows. */
  verbose?: boolean;
  /** Times in UTC instead of local time. */
  utc?: boolean;
}

/** Columns about the history itself; the first line tells them. */
const HIDDEN: ReadonlySet<string> = new Set([
  'active',
  'create_event',
  'revoke_event',
  'creator_id',
  'revoker_id',
  'creator_name',
  'revoker_name',
  'create_ts',
  'revoke_ts',
]);

/** The lines for a change: when, what, by whom, and below it the columns that changed. */
export function describeChange(change: Change, style: HistoryStyle): string[] {
  const { event, table, created, row, related } = change;
  const [next] = related;
  const edited = next !== undefined && related.length === 1 && !created && next.created;
  if (related.length > 0 && !edited) {
    // More than one change of one thing at one event: tell each by itself.
    return [change, ...related].flatMap((single) => describeChange({ ...single, related: [] }, style));
  }
  const texts = CHANGE_TEXTS[table] ?? {
    edited: `${table} entry updated`,
    created: `${table} entry created`,
    revoked: `${table} entry revoked`,
  };
  const what = fill(edited ? texts.edited : created ? texts.created : texts.revoked, row);
  const person = row[created ? 'creator_name' : 'revoker_name'];
  const seconds = Math.floor(Number(row[created ? 'create_ts' : 'revoke_ts']));
  const active = (created && row['active']) || (edited && next.row['active']);
  const line = [
    formatTimeC(seconds, style.utc),
    ...(style.events || style.verbose ? [`(eid ${event})`] : []),
    what,
    ...(person === undefined ? [] : [`by ${pythonText(person)}`]),
    ...(active ? ['[still active]'] : []),
  ].join(' ');
  if (edited) return [line, ...differences(row, next.row)];
  return created && style.verbose && table !== 'tag_listing' ? [line, ...columns(table, row)] : [line];
}

function fill(template: string, row: HistoryRow): string {
  return template.replace(/\{([^}]+)\}/g, (whole, column: string) => pythonText(row[column]));
}

function differences(before: HistoryRow, after: HistoryRow): string[] {
  return Object.keys(before)
    .sort(compareText)
    .filter((key) => !HIDDEN.has(key) && !key.startsWith('_'))
    .filter((key) => pythonText(before[key]) !== pythonText(after[key]))
    .filter((key) => !(nameColumn(key) in before && nameColumn(key) in after))
    .map((key) => `    ${key}: ${pythonText(before[key])} -> ${pythonText(after[key])}`);
}

function columns(table: string, row: HistoryRow): string[] {
  const keys = TABLE_KEYS[table] ?? [];
  const told = new Set([...keys, ...keys.map(nameColumn)]);
  return Object.keys(row)
    .sort(compareText)
    .filter((key) => !HIDDEN.has(key) && !told.has(key) && !key.startsWith('_'))
    .filter((key) => !(nameColumn(key) in row) && !(row['blocked'] && key !== 'blocked'))
    .map((key) => `    ${key.replace(/\.name$/, '')}: ${pythonText(row[key])}`);
}

/** The member with the name of what a column points at. */
function nameColumn(key: string): string {
  return key === 'perm_id' ? 'permission.name' : `${key.replace(/_id$/, '')}.name`;
}
