import { type DateTime, Double } from '@kojikit/protocol';

/** What the hub answers as plain data: numbers that go out as doubles are numbers. */
export type Plain<T> = unknown extends T
  ? T
  : T extends Double
    ? number
    : T extends DateTime | Uint8Array
      ? T
      : T extends object
        ? { [Key in keyof T]: Plain<T[Key]> }
        : T;

/** Numbers that must go out as doubles are wrapped inside of the hub and on the wire: this unwraps them. */
export function plain(value: unknown): unknown {
  if (value instanceof Double) return value.value;
  if (Array.isArray(value)) return value.map(plain);
  if (typeof value === 'object' && value !== null && isRecord(value)) {
    return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, plain(member)]));
  }
  return value;
}

function isRecord(value: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}
