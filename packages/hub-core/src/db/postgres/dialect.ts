import sql, { join, raw, type Sql } from 'sql-template-tag';
import { errorCode } from '../../error-facts.js';
import { DatabaseBusy, DatabaseUnreachable } from '../database-error.js';
import type { Dialect } from '../database.js';
import { identifier } from '../identifier.js';
import { jsonText } from '../json-text.js';
import { secondsOf } from '../moment-with-seconds.js';
import { momentOf } from '../times/moment-of.js';
import { writeMoment } from '../times/write-moment.js';
import { postgresChanges } from './changes.js';
import { PostgresArray } from './values.js';

/** Any number that only this program uses: the key of the advisory lock for schema changes. */
const schemaLockKey = 1_802_463_593;

/** Values that are listed one by one: each number of them is a statement of its own. */
const FEW = 4;

export const postgresDialect: Dialect = {
  name: 'postgresql',

  sharedWithKoji: true,

  now: () => sql`now()`,

  moment(time) {
    const moment = momentOf(time);
    if (typeof moment === 'string') return sql`${moment}::timestamptz`;
    // The database's clock counts, as in its own reading of the word.
    return moment.isNow ? sql`now()` : sql`${writeMoment(moment)}::timestamptz`;
  },

  // EXTRACT counts in decimals, which take several times as long; until the year 2255 both are the same numbers.
  epoch: (moment) => secondsOf(moment, sql`date_part('epoch', ${moment})`),

  isIn(column, values) {
    if (values.length === 0) return sql`false`;
    // Of an array the server cannot know how long it is: it would plan anew at every run.
    if (values.length === 1) return sql`${column} = ${values[0]}`;
    if (values.length <= FEW) return sql`${column} IN (${join(values)})`;
    return sql`${column} = ANY(${new PostgresArray(values)})`;
  },

  unindexed: (column) => column,

  planned: (query) => sql`(${query} OFFSET 0)`,

  listed: (values) =>
    sql`(SELECT value, number - 1 AS place
      FROM unnest(${new PostgresArray(values)}::int[]) WITH ORDINALITY AS numbered (value, number)) AS listed`,

  bytewise: (text) => sql`${text} COLLATE "C"`,

  like(column, pattern, { ignoreCase = false } = {}) {
    return ignoreCase ? sql`${column} ILIKE ${pattern}` : sql`${column} LIKE ${pattern}`;
  },

  matches(column, pattern, { ignoreCase = false } = {}) {
    return ignoreCase ? sql`${column} ~* ${pattern}` : sql`${column} ~ ${pattern}`;
  },

  position: (text, part) => sql`strpos(${text}, ${part})`,

  contains: (whole, part) => sql`${whole} @> ${part}`,

  json: (value) => (value === undefined || value === null ? null : jsonText(value)),

  forUpdate(query, { of } = {}) {
    return of === undefined ? sql`${query} FOR UPDATE` : sql`${query} FOR UPDATE OF ${identifier(of)}`;
  },

  errorKind(error) {
    if (error instanceof DatabaseUnreachable) return 'unreachable';
    if (error instanceof DatabaseBusy) return 'busy';
    const code = errorCode(error);
    if (code === '23505') return 'unique';
    if (code.startsWith('23')) return 'constraint';
    if (busyCodes.has(code)) return 'busy';
    return isUnreachable(error) ? 'unreachable' : undefined;
  },

  // Class 22: data exceptions; 42804, 42883: a comparison of types that cannot be compared.
  refusedValue: (error) => /^(22...|42804|42883|refused-value)$/.test(errorCode(error)),

  schemaLock: (): Sql => sql`SELECT pg_advisory_xact_lock(${raw(String(schemaLockKey))})`,

  columns: () => sql`
    SELECT c.relname AS table_name, a.attname AS column_name
      FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid
     WHERE c.relnamespace = current_schema()::regnamespace AND c.relkind IN ('r', 'p')
       AND a.attnum > 0 AND NOT a.attisdropped`,

  changes: postgresChanges,
};

/** Lock not available, deadlock, serialization failure. */
const busyCodes = new Set(['55P03', '40P01', '40001']);

const unreachableCodes = new Set([
  '57P01', // administrator's shutdown
  '57P02',
  '57P03', // starting up
  '53300', // too many connections
  'ECONNREFUSED',
  'ECONNRESET',
  'ENOTFOUND',
  'EPIPE',
  'ETIMEDOUT',
  'EHOSTUNREACH',
  'EAI_AGAIN',
]);

/** Whether the error says that the server cannot be reached or hung up. */
export function isUnreachable(error: unknown): boolean {
  const code = errorCode(error);
  if (unreachableCodes.has(code) || code.startsWith('08')) return true;
  // The server's socket file is missing; of any other file the code says nothing about the database.
  if (code === 'ENOENT') return error instanceof Error && 'syscall' in error && error.syscall === 'connect';
  return error instanceof Error && code === '' && hungUp.test(error.message);
}

/** The driver has no codes for these. */
const hungUp =
  /^Connection terminated|^Client has encountered a connection error|^timeout e(xpired|xceeded)|^Client was closed/;
