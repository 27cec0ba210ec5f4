import { DateTime, Double, floatText } from '@kojikit/protocol';

/** A value as indented JSON in ASCII; times are texts, and `1.0` keeps its fraction. */
export function pythonJson(value: unknown, indent = ''): string {
  const inner = `${indent}  `;
  if (value === null || value === undefined) return 'null';
  if (typeof value === 'bigint') return String(value);
  if (value instanceof Double) return number(value.value);
  if (typeof value === 'number') return Number.isSafeInteger(value) ? String(value) : number(value);
  if (value instanceof DateTime) return quoted(String(value));
  if (value instanceof Uint8Array) return quoted(Buffer.from(value).toString('base64'));
  if (Array.isArray(value)) {
    if (value.length === 0) return '[]';
    return `[\n${value.map((item) => inner + pythonJson(item, inner)).join(',\n')}\n${indent}]`;
  }
  if (typeof value === 'object') {
    const members = Object.entries(value).map(
      ([key, item]) => `${inner}${quoted(key)}: ${pythonJson(item, inner)}`,
    );
    return members.length === 0 ? '{}' : `{\n${members.join(',\n')}\n${indent}}`;
  }
  return typeof value === 'string' ? quoted(value) : JSON.stringify(value);
}

/** Python's JSON has three words that the standard has not. */
function number(value: number): string {
  if (Number.isNaN(value)) return 'NaN';
  if (Number.isFinite(value)) return floatText(value);
  return value < 0 ? '-Infinity' : 'Infinity';
}

function quoted(text: string): string {
  return JSON.stringify(text).replace(
    /[\u007f-\uffff]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}
