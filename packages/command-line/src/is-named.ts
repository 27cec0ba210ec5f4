/**
 * What `instanceof` says of an error class whose errors may come from another copy of it: a program has one in its bundle,
 * and its plugins import theirs. Errors tell by their name what they are; subclasses are told apart as ever.
 * @param asked the class on the right of `instanceof`
 * @param Class the class that goes by its name
 */
export function isNamed(
  asked: typeof Function.prototype,
  Class: typeof Function.prototype,
  name: string,
  value: unknown,
): boolean {
  if (asked === Class) return value instanceof Error && value.name === name;
  return Function.prototype[Symbol.hasInstance].call(asked, value);
}
