import sql, { raw, type Sql } from 'sql-template-tag';
import { ParameterError } from '@kojikit/protocol';
import { isStruct, isWholeNumber, toInteger, type WholeNumber } from '../rpc/convert.js';
import { pythonStr } from '../rpc/python-names.js';
import { CallerMistake } from '../rpc/caller-mistake.js';

/** What callers name things by: a name, an id, or a struct that has one of the two. */
export type NameOrId = string | number | Record<string, unknown>;

/**
 * The condition that finds a row by what a caller gave: a number is an id, text is a name, a struct is looked into.
 * Throws ParameterError `Invalid name or id value: <value>` for anything else, as Koji does.
 * @param table the table or its alias, from our own code.
 */
export function nameOrIdCondition(table: string, info: unknown): Sql {
  const wanted = nameOrId(info);
  return typeof wanted !== 'string' ? sql`${raw(table)}.id = ${wanted}` : sql`${raw(table)}.name = ${wanted}`;
}

/** The name (text) or id (number) that a caller gave. Throws as {@link nameOrIdCondition}. */
export function nameOrId(info: unknown): string | WholeNumber {
  let wanted = info;
  if (isStruct(info)) {
    if ('id' in info) wanted = idOf(info);
    else if ('name' in info) wanted = info['name'];
  }
  if (typeof wanted === 'string') return wanted;
  if (isWholeNumber(wanted)) return wanted;
  // Koji hands a boolean to the database, which refuses to compare it with a number: an error without a fault code.
  if (typeof wanted === 'boolean')
    throw new CallerMistake(`an id must be a number, not ${pythonStr(wanted)}`);
  throw refusal(info);
}

function idOf(info: Record<string, unknown>): number {
  try {
    return toInteger(info['id']);
  } catch {
    throw refusal(info);
  }
}

function refusal(info: unknown): ParameterError {
  return new ParameterError(`Invalid name or id value: ${pythonStr(info)}`);
}
