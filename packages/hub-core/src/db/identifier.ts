import { raw, type Sql } from 'sql-template-tag';

const plainName = /^[a-z_][a-z0-9_]*$/;

/** A table or column name as quoted SQL. Names come from code; anything unusual is a mistake and throws. */
export function identifier(name: string): Sql {
  return raw(quoted(name));
}

/** The name in double quotes, as both engines read it. */
export function quoted(name: string): string {
  if (!plainName.test(name)) throw new TypeError(`Not a name of a table or column: ${JSON.stringify(name)}`);
  return `"${name}"`;
}
