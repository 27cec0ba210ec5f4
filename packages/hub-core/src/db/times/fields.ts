import { TimeMistake } from './unreadable-time.js';

/**
 * What a piece of a time looks like: `number` 20200101, `date` 2020-01-01 or Europe/Prague, `time` 10:00, `word` noon,
 * `zone` +02:00, `signed` -infinity.
 */
export interface Field {
  readonly kind: 'number' | 'date' | 'time' | 'word' | 'zone' | 'signed';
  /** In lower case. */
  readonly text: string;
}

const MAX_FIELDS = 25;
/** PostgreSQL's room for all fields, one more for the end of each. */
const MAX_LENGTH = 153;

/** The shapes in the order in which they are tried. A word may go on as a date or the name of a zone. */
const shapes: readonly { readonly kind: Field['kind']; readonly shape: RegExp }[] = [
  { kind: 'time', shape: /\d+:[\d:.]*/y },
  // The same separator again makes a date of it, also after a point.
  { kind: 'date', shape: /\d+([-/.])\d+\1(?:\d|\1)*/y },
  { kind: 'date', shape: /\d+[-/]\d+/y },
  { kind: 'number', shape: /\d+\.\d+/y },
  { kind: 'date', shape: /\d+([-/.])(?:[a-z\d]|\1)*/y },
  { kind: 'number', shape: /\d+/y },
  { kind: 'number', shape: /\.\d*/y },
  { kind: 'word', shape: /[a-z]+/y },
  { kind: 'zone', shape: /[+-][ \t\n\v\f\r]*\d[\d:.-]*/y },
  { kind: 'signed', shape: /[+-][ \t\n\v\f\r]*[a-z]+/y },
];

const restOfName = /[-+/_.:a-z\d]+/y;
const ignored = /[ \t\n\v\f\r]+|[!"#$%&'()*,/:;<=>?@[\\\]^_`{|}~]/y;

/** Takes a text apart. Throws TimeMistake for what no time has in it. `isKeyword`: words that end where a digit begins. */
export function splitFields(given: string, isKeyword: (word: string) => boolean): Field[] {
  const text = given.replace(/[A-Z]/g, (letter) => letter.toLowerCase());
  const fields: Field[] = [];
  let length = 0;
  for (let position = 0; position < text.length;) {
    const skipped = match(ignored, text, position);
    if (skipped !== undefined) {
      position += skipped.length;
      continue;
    }
    const found = fieldAt(text, position, isKeyword);
    if (found === undefined) throw new TimeMistake('format');
    position += found.length;
    fields.push(found.field);
    length += found.field.text.length + 1;
    if (fields.length > MAX_FIELDS || length > MAX_LENGTH) throw new TimeMistake('format');
  }
  return fields;
}

function fieldAt(
  text: string,
  position: number,
  isKeyword: (word: string) => boolean,
): { field: Field; length: number } | undefined {
  for (const { kind, shape } of shapes) {
    const found = match(shape, text, position);
    if (found === undefined) continue;
    const next = text.charAt(position + found.length);
    if (kind === 'word' && (/[-/.]/.test(next) || (/[+\d]/.test(next) && !isKeyword(found)))) {
      const name = found + (match(restOfName, text, position + found.length) ?? '');
      return { field: { kind: 'date', text: name }, length: name.length };
    }
    return { field: { kind, text: found.replace(/[ \t\n\v\f\r]/g, '') }, length: found.length };
  }
  return undefined;
}

function match(shape: RegExp, text: string, position: number): string | undefined {
  shape.lastIndex = position;
  return shape.exec(text)?.[0];
}
