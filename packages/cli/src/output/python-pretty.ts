import { pythonRepr } from './python-text.js';

const WIDTH = 80;

/** A value over several lines where it does not fit on one, members in order of their names. */
export function pythonPretty(value: unknown, indent = 0): string {
  const line = pythonRepr(sorted(value));
  if (line.length <= WIDTH - indent) return line;
  const separator = `,\n${' '.repeat(indent + 1)}`;
  if (Array.isArray(value)) {
    return `[${value.map((item) => pythonPretty(item, indent + 1)).join(separator)}]`;
  }
  if (!isStruct(value)) return line;
  const members = Object.entries(sorted(value) as object).map(([key, member]) => {
    const name = `${pythonRepr(key)}: `;
    return name + pythonPretty(member, indent + 1 + name.length);
  });
  return `{${members.join(separator)}}`;
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (!isStruct(value)) return value;
  const members = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(members.map(([key, member]) => [key, sorted(member)]));
}

function isStruct(value: unknown): value is Record<string, unknown> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}
