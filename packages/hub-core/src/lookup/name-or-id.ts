import sql, { raw, type Sql } from 'sql-template-tag';
import { wantedName, type NameOrId } from '../readers/index.js';

/**
 * The condition that finds a row by what a caller gave: a number is an id, text is a name, a struct is looked into.
 * Throws ParameterError `Invalid name or id value: <value>` for anything else, as Koji does.
 * @param table the table or its alias, from our own code.
 */
export function nameOrIdCondition(table: string, info: NameOrId): Sql {
  const wanted = wantedName(info);
  return typeof wanted !== 'string' ? sql`${raw(table)}.id = ${wanted}` : sql`${raw(table)}.name = ${wanted}`;
}
