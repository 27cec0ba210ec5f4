/** A part of a distinguished name: `CN` and its value. */
type Part = readonly [name: string, value: string];

/**
 * The parts of a subject as proxies write it: `CN=x,O=y`, the most specific first, with what RFC 4514 escapes (nginx, Apache), or
 * `/O=y/CN=x` (older ones). Of parts with the same name the one that stands first in the certificate counts, as for Apache.
 * What cannot be read has no parts: a certificate whose name somebody chose must not become another's.
 */
export function partsOfName(subject: string): Record<string, string> {
  const parts = subject.startsWith('/') ? slashed(subject) : commaSeparated(subject)?.reverse();
  const known = new Map<string, string>();
  for (const [name, value] of parts ?? []) if (!known.has(name)) known.set(name, value);
  return Object.fromEntries(known);
}

/* Slashes are not escaped in this form: a part that is none is the rest of a value, which could hold anything. */
function slashed(subject: string): Part[] | undefined {
  const parts = subject
    .slice(1)
    .split('/')
    .map((part) => /^([A-Za-z][A-Za-z0-9.-]*)=(.*)$/s.exec(part));
  if (parts.some((part) => part === null)) return undefined;
  const found = parts.map((part): Part => [part![1]!, part![2]!]);
  // `/CN=x/CN=admin` may be one value or two.
  return found.filter(([name]) => found.filter(([other]) => other === name).length === 1);
}

function commaSeparated(subject: string): Part[] | undefined {
  const parts: Part[] = [];
  const pattern = /\s*([A-Za-z][A-Za-z0-9.-]*|[0-9.]+)=((?:\\.|[^\\,+"])*)(?:[,+]|$)/sy;
  while (pattern.lastIndex < subject.length) {
    const match = pattern.exec(subject);
    if (match === null) return undefined;
    parts.push([match[1]!, unescaped(match[2]!)]);
  }
  return parts;
}

/* `\,` is a comma, `\C3\A4` two bytes of UTF-8. */
function unescaped(value: string): string {
  return value.replace(/(?:\\[0-9A-Fa-f]{2})+|\\(.)/gs, (all: string, sign: string | undefined) =>
    sign === undefined ? Buffer.from(all.replaceAll('\\', ''), 'hex').toString() : sign,
  );
}
