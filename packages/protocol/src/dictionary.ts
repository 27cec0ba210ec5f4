/** Values by names that may be anything: what callers, files and rows call their things. Made by {@link dictionary}. */
export interface Dictionary<Value> {
  [name: string]: Value;
}

/**
 * An empty object for names that come from outside. It inherits nothing, so that `__proto__`, `constructor` and
 * `toString` are names like any other: assigned to a plain object, the first would change what the object is, and the
 * others seem to be there always.
 */
export function dictionary<Value>(): Dictionary<Value> {
  return Object.create(null) as Dictionary<Value>;
}
