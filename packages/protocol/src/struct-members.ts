import { isStruct } from './codec/is-struct.js';

/** A value of the wire that has to be a struct. Throws TypeError for any other. */
export function structOf(value: unknown): Record<string, unknown> {
  if (!isStruct(value)) throw new TypeError('a structure is expected');
  return value;
}

/** What a struct has under a name. Throws TypeError for what is no struct, and for one that has no such member. */
export function memberOf(value: unknown, name: string): unknown {
  const struct = structOf(value);
  if (!Object.hasOwn(struct, name)) throw new TypeError(`there is no ${name}`);
  return struct[name];
}
