/** Whether a value is a struct of the wire: members by name, and none of the objects that stand for a further type. */
export function isStruct(value: unknown): value is Record<string, unknown> {
  if (typeof value !== 'object' || value === null) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}
