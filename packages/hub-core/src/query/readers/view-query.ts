import { Double, ParameterError, type QueryClauses, type QueryOptions as Asked } from '@kojikit/protocol';
import { isGiven } from '../../readers/index.js';
import { CallerMistake } from '../../rpc/caller-mistake.js';
import { isStruct } from '../../rpc/convert.js';
import { pythonStr } from '../../rpc/python-names.js';
import type { Reader } from '../../rpc/reader.js';
import { queryOptions, type QueryOptions } from './query-options.js';
import { faultText, quoted } from '../../rpc/fault-text.js';

const OPERATORS = ['IN', '=', '!=', '>', '<', '>=', '<=', 'IS', 'IS NOT', '@>', '<@'] as const;

export type Operator = (typeof OPERATORS)[number];

/** A condition on a field of a view. */
export interface Clause {
  readonly field: string;
  readonly operator: Operator;
  /** What the field is compared with; what it may be depends on the field. */
  readonly value: unknown;
}

/** A condition that is read when its turn comes, since faults of those before it come first. */
export type LaterClause = () => Clause;

/**
 * Reads conditions: `[field, value]` or `[field, operator, value]`, where an array as value means IN.
 * Throws ParameterError `Invalid operator: <op>` and `Invalid clause: <clause>`.
 */
export const viewClauses: Reader<LaterClause[], QueryClauses> = (value) =>
  elementsOf(value).map((clause) => () => clauseOf(clause));

/** Reads names of fields; a single name may stand for itself. */
export const viewFields: Reader<string[], readonly string[]> = (value) =>
  (typeof value === 'string' && value !== '' ? [value] : elementsOf(value)).map(fieldName);

/** Reads the options of a query of a view: what is ordered or grouped by must be fields, whatever else is asked. */
export const viewOptions: Reader<QueryOptions, Asked> = (value) => {
  if (!isStruct(value)) {
    // A list or a text can be asked for a member too; an empty one is no options.
    if (!isGiven(value) && (Array.isArray(value) || typeof value === 'string')) return {};
    throw new CallerMistake('query options must be a struct');
  }
  return { ...queryOptions(value), order: terms(value, 'order'), group: terms(value, 'group') };
};

function terms(options: Readonly<Record<string, unknown>>, name: 'order' | 'group'): string | undefined {
  if (!Object.hasOwn(options, name)) return undefined;
  const given = options[name];
  if (typeof given !== 'string') throw new CallerMistake(`${name} must be text, not ${quoted(given)}`);
  return given;
}

function clauseOf(clause: unknown): Clause {
  const [field, ...rest] = partsOf(clause);
  const value = rest.at(-1);
  if (rest.length === 1) {
    return { field: fieldName(field), operator: Array.isArray(value) ? 'IN' : '=', value };
  }
  if (rest.length === 2) return { operator: operatorOf(rest[0]), field: fieldName(field), value };
  throw new ParameterError(faultText`Invalid clause: ${clause}`);
}

function partsOf(clause: unknown): readonly unknown[] {
  if (Array.isArray(clause) || typeof clause === 'string' || isStruct(clause)) return elementsOf(clause);
  throw new CallerMistake(`a clause is needed, not ${quoted(clause)}`);
}

function operatorOf(given: unknown): Operator {
  if (typeof given !== 'string') throw new CallerMistake(`an operator is needed, not ${quoted(given)}`);
  const asked = given.toUpperCase();
  const operator = OPERATORS.find((known) => known === asked);
  if (operator === undefined) throw new ParameterError(`Invalid operator: ${asked}`);
  return operator;
}

/* What a loop of Koji's goes over: the elements of a list, the characters of a text, the names of a struct. */
function elementsOf(value: unknown): readonly unknown[] {
  if (!isGiven(value)) return [];
  if (Array.isArray(value)) return value;
  if (typeof value === 'string') return [...value];
  if (isStruct(value)) return Object.keys(value);
  throw new CallerMistake(`a list is needed, not ${quoted(value)}`);
}

/* A plain value is looked up like a name; lists and structs cannot be. */
function fieldName(name: unknown): string {
  if (typeof name === 'object' && name !== null && !(name instanceof Double)) {
    throw new CallerMistake(`not a name: ${quoted(name)}`);
  }
  return pythonStr(name);
}
