import { Double } from './codec/double.js';

/** How Koji's programs spell a value of the wire inside a text: `None`, `True`, `1.0`, lists in brackets. */
export function pythonText(value: unknown): string {
  return typeof value === 'string' ? value : pythonRepr(value);
}

/** The spelling of a value inside a list or a message: like `pythonText`, but strings are quoted. */
export function pythonRepr(value: unknown): string {
  if (value === null || value === undefined) return 'None';
  if (value === true) return 'True';
  if (value === false) return 'False';
  if (typeof value === 'string') return pythonQuoted(value);
  if (typeof value === 'number') return Number.isSafeInteger(value) ? String(value) : floatText(value);
  if (value instanceof Double) return floatText(value.value);
  if (Array.isArray(value)) return `[${value.map(pythonRepr).join(', ')}]`;
  if (value instanceof Uint8Array) return `b${pythonQuoted(Buffer.from(value).toString('latin1'))}`;
  if (typeof value === 'object') {
    const members = Object.entries(value).map(
      ([key, member]) => `${pythonQuoted(key)}: ${pythonRepr(member)}`,
    );
    return `{${members.join(', ')}}`;
  }
  return `${value as bigint}`;
}

/** A number as Python writes a float: with a fraction or, from 16 digits on and below 0.0001, with an exponent. */
export function floatText(value: number): string {
  if (Number.isNaN(value)) return 'nan';
  if (!Number.isFinite(value)) return value < 0 ? '-inf' : 'inf';
  if (Object.is(value, -0)) return '-0.0';
  const size = Math.abs(value);
  if (size !== 0 && (size >= 1e16 || size < 1e-4)) {
    return value.toExponential().replace(/e([+-])(\d)$/, 'e$10$2');
  }
  return Number.isInteger(value) ? `${value}.0` : String(value);
}

const ESCAPES: Readonly<Record<string, string>> = { '\n': '\\n', '\r': '\\r', '\t': '\\t' };

/** A text as Python shows it in messages: in quotes, with escapes for what cannot be seen. */
export function pythonQuoted(text: string): string {
  const mark = text.includes("'") && !text.includes('"') ? '"' : "'";
  const escaped = text.replace(/[\\'\p{Cc}\u00a0\u00ad]/gu, (character) => {
    if (character === "'") return mark === "'" ? "\\'" : character;
    if (character === '\\') return '\\\\';
    return ESCAPES[character] ?? `\\x${character.charCodeAt(0).toString(16).padStart(2, '0')}`;
  });
  return mark + escaped + mark;
}
