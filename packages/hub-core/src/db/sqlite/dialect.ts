import sql, { type Sql } from 'sql-template-tag';
import { errorCode } from '../../error-facts.js';
import { DatabaseBusy, DatabaseUnreachable } from '../database-error.js';
import type { Dialect } from '../database.js';
import { momentOf } from '../times/moment-of.js';
import { canonicalJson, isoTimestamp, storedMoment } from './values.js';

export const sqliteDialect: Dialect = {
  name: 'sqlite',

  sharedWithKoji: false,

  now: () => sql`${isoTimestamp(performance.timeOrigin + performance.now())}`,

  moment: (time) => sql`${storedMoment(momentOf(time))}`,

  /** SQLite's own date functions stop at milliseconds, so the fraction is read from the text. */
  epoch: (expression) =>
    sql`(unixepoch(substr(${expression}, 1, 19)) + CAST('0' || substr(${expression}, 20, 7) AS REAL))`,

  isIn(column, values) {
    if (values.length === 0) return sql`false`;
    return sql`${column} IN (SELECT value FROM json_each(${JSON.stringify(values)}))`;
  },

  unindexed: (column) => sql`+${column}`,

  planned: (query) => sql`(${query})`,

  listed: (values) => sql`(SELECT value, key AS place FROM json_each(${JSON.stringify(values)})) AS listed`,

  bytewise: (text) => text,

  like(column, pattern, { ignoreCase = false } = {}) {
    return ignoreCase
      ? sql`lower(${column}) LIKE lower(${pattern}) ESCAPE '\\'`
      : sql`${column} LIKE ${pattern} ESCAPE '\\'`;
  },

  matches(column, pattern, { ignoreCase = false } = {}) {
    return sql`matches(${column}, ${pattern}, ${ignoreCase})`;
  },

  position: (text, part) => sql`instr(${text}, ${part})`,

  contains: (whole, part) => sql`json_contains(${whole}, ${part})`,

  json: (value) => (value === undefined || value === null ? null : canonicalJson(value)),

  forUpdate: (query) => query,

  errorKind(error) {
    if (error instanceof DatabaseUnreachable) return 'unreachable';
    if (error instanceof DatabaseBusy) return 'busy';
    const code = errorCode(error);
    if (code === 'SQLITE_CONSTRAINT_UNIQUE' || code === 'SQLITE_CONSTRAINT_PRIMARYKEY') return 'unique';
    if (code.startsWith('SQLITE_CONSTRAINT')) return 'constraint';
    if (code.startsWith('SQLITE_BUSY') || code.startsWith('SQLITE_LOCKED')) return 'busy';
    return unreachable.test(code) ? 'unreachable' : undefined;
  },

  refusedValue: (error) =>
    error instanceof SyntaxError || /^(SQLITE_MISMATCH|refused-value)$/.test(errorCode(error)),

  /** Beginning to write keeps every other writer out. */
  schemaLock: (): Sql => sql`SELECT 1`,

  columns: () => sql`
    SELECT m.name AS table_name, p.name AS column_name
      FROM sqlite_master m JOIN pragma_table_info(m.name) p
     WHERE m.type = 'table' AND m.name NOT LIKE 'sqlite~_%' ESCAPE '~'`,

  changes: undefined,
};

const unreachable = /^SQLITE_(CANTOPEN|IOERR|NOTADB|CORRUPT|FULL|READONLY)/;
