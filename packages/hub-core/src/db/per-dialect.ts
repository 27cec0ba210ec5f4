import type { Dialect } from './database.js';

/** A part of a statement that depends on nothing but the engine, and is put together once for each. */
export function perDialect<Part>(make: (dialect: Dialect) => Part): (dialect: Dialect) => Part {
  const made = new Map<Dialect, Part>();
  return (dialect) => {
    let part = made.get(dialect);
    if (part === undefined) made.set(dialect, (part = make(dialect)));
    return part;
  };
}
