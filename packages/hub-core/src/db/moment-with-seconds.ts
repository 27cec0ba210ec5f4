import type { Sql } from 'sql-template-tag';

/*
 * A moment and its seconds since 1970 are one value of the database. Where both are selected PostgreSQL is asked for the moment alone,
 * under both names, and the hub counts its seconds: the server takes longer for them than for all else in a row of a task.
 */

/** The moments that expressions of seconds are of. */
const moments = new WeakMap<Sql, Sql>();

/** Stands between the two names; no name of a column has it. */
const AND = '+';
/** Bytes of a name that PostgreSQL keeps: of a longer one the end would be lost. */
const LONGEST_NAME = 63;

/** Says of an expression that it is the seconds of a moment, and that its engine can do without it. */
export function secondsOf(moment: Sql, seconds: Sql): Sql {
  moments.set(seconds, moment);
  return seconds;
}

/**
 * The columns that need to be selected: the seconds of a moment that is there too are not, and its alias says so. Where the engine
 * has to count them itself the columns stay as they are.
 */
export function withoutSeconds(columns: Readonly<Record<string, Sql>>): [alias: string, expression: Sql][] {
  const aliases = new Map<string, string>();
  const left = Object.entries(columns).filter(([seconds, expression]) => {
    const moment = nameOf(columns, moments.get(expression));
    if (moment === undefined || aliases.has(moment)) return true;
    const both = `${moment}${AND}${seconds}`;
    if (Buffer.byteLength(both) > LONGEST_NAME) return true;
    aliases.set(moment, both);
    return false;
  });
  return left.map(([alias, expression]) => [aliases.get(alias) ?? alias, expression]);
}

/** The names of what a column of this alias holds: of its value, and of the seconds of it. */
export function namesOf(alias: string): readonly [value: string, seconds?: string] {
  const at = alias.indexOf(AND);
  return at < 0 ? [alias] : [alias.slice(0, at), alias.slice(at + 1)];
}

function nameOf(columns: Readonly<Record<string, Sql>>, moment: Sql | undefined): string | undefined {
  if (moment === undefined || moment.values.length > 0) return undefined;
  return Object.keys(columns).find((name) => columns[name]!.sql === moment.sql);
}
