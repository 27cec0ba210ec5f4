import { Double } from '@kojikit/protocol';

/** How Koji's command line spells a value of the hub inside a text: `None`, `True`, `1.0`, lists in brackets. */
export function pythonText(value: unknown): string {
  return typeof value === 'string' ? value : pythonRepr(value);
}

/** The spelling of a value inside a list or a message: like `pythonText`, but strings are quoted. */
export function pythonRepr(value: unknown): string {
  if (value === null || value === undefined) return 'None';
  if (value === true) return 'True';
  if (value === false) return 'False';
  if (typeof value === 'string') return quoted(value);
  if (typeof value === 'number') return floatText(value);
  if (value instanceof Double)
    return Number.isInteger(value.value) ? `${floatText(value.value)}.0` : floatText(value.value);
  if (Array.isArray(value)) return `[${value.map(pythonRepr).join(', ')}]`;
  if (value instanceof Uint8Array) return `b${quoted(Buffer.from(value).toString('latin1'))}`;
  if (typeof value === 'object') {
    const members = Object.entries(value).map(([key, member]) => `${quoted(key)}: ${pythonRepr(member)}`);
    return `{${members.join(', ')}}`;
  }
  return `${value as bigint}`;
}

function floatText(value: number): string {
  if (Number.isNaN(value)) return 'nan';
  if (!Number.isFinite(value)) return value < 0 ? '-inf' : 'inf';
  return String(value).replace(/e([+-])(\d)$/, 'e$10$2');
}

function quoted(text: string): string {
  const mark = text.includes("'") && !text.includes('"') ? '"' : "'";
  let out = '';
  for (const character of text) {
    const code = character.codePointAt(0) as number;
    if (character === mark || character === '\\') out += `\\${character}`;
    else if (character === '\n') out += '\\n';
    else if (character === '\r') out += '\\r';
    else if (character === '\t') out += '\\t';
    else if (code < 0x20 || (code >= 0x7f && code < 0xa1) || code === 0xad) {
      out += `\\x${code.toString(16).padStart(2, '0')}`;
    } else out += character;
  }
  return mark + out + mark;
}
