import { Sql } from 'sql-template-tag';

/**
 * Whether a value is SQL: a template of the copy of sql-template-tag that is ours, or of one that a plugin has beside it. npm gives
 * each its own where they are installed apart, as with `--global`. Data never counts, whatever its members: it has no class.
 */
export function isSql(value: unknown): value is Sql {
  if (typeof value !== 'object' || value === null) return false;
  if (value instanceof Sql) return true;
  const prototype = Reflect.getPrototypeOf(value);
  return (
    prototype !== null &&
    prototype !== Object.prototype &&
    Object.getOwnPropertyDescriptor(prototype, 'sql')?.get !== undefined &&
    'strings' in value
  );
}

/**
 * SQL with all its parts in it: a template puts in those of its own copy alone, and takes those of another one for values.
 */
export function wholeSql(part: Sql): Sql {
  if (!part.values.some(isSql)) return part;
  const values = part.values.map((value) => (isSql(value) ? asOwn(wholeSql(value)) : value));
  return new Sql(part.strings, values);
}

function asOwn({ strings, values }: Sql): Sql {
  return new Sql(strings, values);
}
