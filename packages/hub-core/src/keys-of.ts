/** The names of the members of a struct of ours that has no others than its type says. */
export function keysOf<T extends object>(members: T): (keyof T & string)[] {
  return Object.keys(members) as (keyof T & string)[];
}
