import { compareText, isStruct, pythonRepr } from '@kojikit/protocol';

const WIDTH = 80;

/**
 * A value over several lines where it does not fit on one, members in order of their names, as Python's pprint does.
 *
 * @param indent columns in front of it
 * @param behind columns that closing brackets and commas behind it take
 */
export function pythonPretty(value: unknown, indent = 0, behind = 0): string {
  const line = pythonRepr(sorted(value));
  if (line.length <= WIDTH - indent - behind) return line;
  const separator = `,\n${' '.repeat(indent + 1)}`;
  const after = (index: number, count: number): number => (index === count - 1 ? behind + 1 : 1);
  if (Array.isArray(value)) {
    const items = value.map((item, index) => pythonPretty(item, indent + 1, after(index, value.length)));
    return `[${items.join(separator)}]`;
  }
  if (!isStruct(value)) return line;
  const entries = Object.entries(sorted(value) as object);
  const members = entries.map(([key, member], index) => {
    const name = `${pythonRepr(key)}: `;
    return name + pythonPretty(member, indent + 1 + name.length, after(index, entries.length));
  });
  return `{${members.join(separator)}}`;
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (!isStruct(value)) return value;
  const members = Object.entries(value).sort(([a], [b]) => compareText(a, b));
  return Object.fromEntries(members.map(([key, member]) => [key, sorted(member)]));
}
