/**
 * An XML-RPC value with its wire type kept apart, in the notation of the scenarios: JSON for nil, booleans, ints,
 * strings, arrays and structs, `{ $double }`, `{ $base64 }` and `{ $dateTime }` for the rest. Ints beyond the safe
 * range are bigints.
 */
export type WireValue =
  null | boolean | number | bigint | string | WireValue[] | { [name: string]: WireValue };

/** A struct, or one of the one-member objects that stand for a further type or a marker. */
export type WireStruct = { [name: string]: WireValue };

export function isStruct(value: unknown): value is WireStruct {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The only member of a one-member object, or undefined: how markers and further types are told from structs. */
export function onlyMember(value: unknown): [name: string, content: WireValue] | undefined {
  if (!isStruct(value)) return undefined;
  const entries = Object.entries(value);
  return entries.length === 1 ? entries[0] : undefined;
}

/** Equality that minds the type: an int is no double, and no two structures share an identity. */
export function sameValue(a: WireValue, b: WireValue): boolean {
  if (Array.isArray(a) || Array.isArray(b)) {
    return (
      Array.isArray(a) && Array.isArray(b) && a.length === b.length && a.every((x, i) => sameValue(x, b[i]!))
    );
  }
  if (isStruct(a) || isStruct(b)) {
    if (!isStruct(a) || !isStruct(b)) return false;
    const names = Object.keys(a);
    return (
      names.length === Object.keys(b).length &&
      names.every((name) => Object.hasOwn(b, name) && sameValue(a[name]!, b[name]!))
    );
  }
  return a === b;
}

/** A plain value as text. Throws for an array, a struct or one of the further types. */
export function asText(value: WireValue | undefined): string {
  if (value === undefined || (typeof value === 'object' && value !== null)) {
    throw new TypeError(`not a plain value: ${short(value)}`);
  }
  return String(value);
}

/** One line of JSON with sorted names, cut to `size` characters. */
export function short(value: unknown, size = 300): string {
  const text = JSON.stringify(value, (name, member: unknown) => {
    if (typeof member === 'bigint') return `${member}n`;
    return isStruct(member)
      ? Object.fromEntries(Object.entries(member).sort(([a], [b]) => (a < b ? -1 : 1)))
      : member;
  });
  if (text === undefined) return 'nothing';
  return text.length <= size ? text : `${text.slice(0, size)}...`;
}
