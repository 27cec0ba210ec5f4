import { DateTime, Double, floatText, pythonQuoted } from '@kojikit/protocol';

/** The name that Koji's messages give a value's type, such as `<class 'str'>`. Clients show these texts. */
export function pythonType(value: unknown): string {
  return `<class '${pythonTypeName(value)}'>`;
}

/** The bare type name: `str`, `int`, `float`, `bool`, `list`, `dict`, `NoneType`. */
export function pythonTypeName(value: unknown): string {
  if (value === null || value === undefined) return 'NoneType';
  if (typeof value === 'string') return 'str';
  if (typeof value === 'boolean') return 'bool';
  if (typeof value === 'bigint') return 'int';
  if (typeof value === 'number') return Number.isInteger(value) ? 'int' : 'float';
  if (value instanceof Double) return 'float';
  if (value instanceof DateTime) return 'xmlrpc.client.DateTime';
  if (value instanceof Uint8Array) return 'xmlrpc.client.Binary';
  return Array.isArray(value) ? 'list' : 'dict';
}

/** A value as Koji's messages quote it with `%r`: `'x'`, `None`, `True`, `['a', 1]`, `{'id': 1}`. */
export function pythonRepr(value: unknown): string {
  if (typeof value === 'string') return pythonQuoted(value);
  if (Array.isArray(value)) return `[${value.map(pythonRepr).join(', ')}]`;
  if (value instanceof Uint8Array) return '<xmlrpc.client.Binary object>';
  if (value instanceof DateTime) return `<DateTime '${value.iso}'>`;
  if (isPlainStruct(value)) {
    const members = Object.entries(value).map(
      ([name, member]) => `${pythonQuoted(name)}: ${pythonRepr(member)}`,
    );
    return `{${members.join(', ')}}`;
  }
  return pythonStr(value);
}

/** A value as Koji's messages show it with `%s`: text without quotes, everything else as {@link pythonRepr}. */
export function pythonStr(value: unknown): string {
  if (value === null || value === undefined) return 'None';
  if (typeof value === 'string') return value;
  if (typeof value === 'boolean') return value ? 'True' : 'False';
  if (typeof value === 'number' || typeof value === 'bigint') return String(value);
  if (value instanceof Double) return floatText(value.value);
  if (value instanceof DateTime) return String(value);
  if (value instanceof Uint8Array) return Buffer.from(value).toString('latin1');
  return pythonRepr(value);
}

function isPlainStruct(value: unknown): value is Record<string, unknown> {
  return (
    typeof value === 'object' && value !== null && !(value instanceof Double) && !(value instanceof DateTime)
  );
}
