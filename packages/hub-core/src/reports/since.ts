import sql, { type Sql } from 'sql-template-tag';
import type { Dialect } from '../db/database.js';

const DAY = 86_400;

/** The condition on what ended in the last days: some whole days back from now. Null: whenever it did. */
export function endedWithin({ moment }: Dialect, column: Sql, days: number | null): Sql {
  return days === null
    ? sql`${column} IS NOT NULL`
    : sql`${column} > ${moment(Date.now() / 1000 - days * DAY)}`;
}

/** The condition on what ended on the last days: this one and those before, each whole in UTC. */
export function endedOnDays({ moment }: Dialect, column: Sql, days: number): Sql {
  return sql`${column} >= ${moment((today() - days + 1) * DAY)}`;
}

/** This day, in days since 1970-01-01 in UTC. */
export const today = (): number => Math.floor(Date.now() / 1000 / DAY);

/** The day of a moment, in days since 1970-01-01 in UTC. */
export const dayOf = ({ epoch }: Dialect, column: Sql): Sql =>
  sql`CAST(floor(${epoch(column)} / 86400) AS integer)`;
