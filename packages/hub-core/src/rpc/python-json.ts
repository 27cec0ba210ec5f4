import { Double } from '@kojikit/protocol';
import { isStruct } from './convert.js';
import { CallerMistake } from './caller-mistake.js';

/**
 * A value as JSON text the way Koji writes it into its database: a blank after commas and colons, ASCII only, whole
 * floats with `.0`. Texts of both hubs can then be compared. Undefined members are left out. Throws TypeError for such
 * a value without `instead`.
 * @param instead what to write for a value that JSON has no words for; answers something that it has words for.
 */
export function pythonJson(value: unknown, instead: (value: unknown) => unknown = refuse): string {
  switch (typeof value) {
    case 'string':
      return asciiText(value);
    case 'number':
      return Number.isFinite(value) ? String(value) : pythonJson(instead(value), instead);
    case 'boolean':
    case 'bigint':
      return String(value);
    case 'undefined':
      return 'null';
    default:
      return otherText(value, instead);
  }
}

/** {@link pythonJson} over many lines, each level two blanks further in: how Koji keeps what people may read. */
export function indentedJson(value: unknown, margin = ''): string {
  const inner = `${margin}  `;
  const lines = (parts: readonly string[]) => `\n${inner}${parts.join(`,\n${inner}`)}\n${margin}`;
  if (Array.isArray(value) && value.length > 0) {
    return `[${lines(value.map((member) => indentedJson(member, inner)))}]`;
  }
  if (!isStruct(value) || Object.keys(value).length === 0) return pythonJson(value);
  const members = Object.entries(value).map(
    ([name, member]) => `${asciiText(name)}: ${indentedJson(member, inner)}`,
  );
  return `{${lines(members)}}`;
}

function otherText(value: unknown, instead: (value: unknown) => unknown): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return `[${value.map((member) => pythonJson(member, instead)).join(', ')}]`;
  if (value instanceof Double && Number.isFinite(value.value)) {
    return Number.isInteger(value.value) ? value.value.toFixed(1) : String(value.value);
  }
  if (isStruct(value)) return structText(value, instead);
  return pythonJson(instead(value), instead);
}

/** Every message and every change of a tag's extra comes this way: plain concatenation is twice as fast as joining. */
function structText(struct: Readonly<Record<string, unknown>>, instead: (value: unknown) => unknown): string {
  let text = '';
  for (const name of Object.keys(struct)) {
    const member = struct[name];
    if (member === undefined) continue;
    text += `${text === '' ? '' : ', '}${asciiText(name)}: ${pythonJson(member, instead)}`;
  }
  return `{${text}}`;
}

/** Text that JSON only puts into quotes: names and most values. To see that takes half as long as having them quoted. */
const PLAIN = /^[ !#-[\]-~]*$/;

function asciiText(text: string): string {
  if (PLAIN.test(text)) return `"${text}"`;
  return JSON.stringify(text).replace(
    /[\u007f-\uffff]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

function refuse(value: unknown): never {
  throw new CallerMistake(
    `cannot be written as JSON: ${typeof value === 'number' ? String(value) : typeof value}`,
  );
}
