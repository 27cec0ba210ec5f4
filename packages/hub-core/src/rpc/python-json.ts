import { Double } from '@kojikit/protocol';
import { isStruct } from './convert.js';

/**
 * A value as JSON text the way Koji writes it into its database: a blank after commas and colons, ASCII only, whole
 * floats with `.0`. Texts of both hubs can then be compared.
 */
export function pythonJson(value: unknown): string {
  if (value instanceof Double)
    return Number.isInteger(value.value) ? value.value.toFixed(1) : String(value.value);
  if (Array.isArray(value)) return `[${value.map(pythonJson).join(', ')}]`;
  if (isStruct(value)) {
    const members = Object.entries(value).map(
      ([name, member]) => `${asciiText(name)}: ${pythonJson(member)}`,
    );
    return `{${members.join(', ')}}`;
  }
  if (typeof value === 'string') return asciiText(value);
  if (value === null || value === undefined) return 'null';
  if (typeof value === 'number' || typeof value === 'boolean' || typeof value === 'bigint')
    return String(value);
  throw new TypeError(`cannot be written as JSON: ${typeof value}`);
}

function asciiText(text: string): string {
  return JSON.stringify(text).replace(
    /[\u007f-\uffff]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}
