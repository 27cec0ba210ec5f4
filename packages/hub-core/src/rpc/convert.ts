import { Double, isStruct, ParameterError } from '@kojikit/protocol';
import { CallerMistake } from './caller-mistake.js';
import { pythonStr, pythonType } from './python-names.js';

/*
 * Values from the wire may be of any type. These helpers convert as Koji does and refuse with its texts:
 * ParameterError "Invalid type for value '<value>': <type>, expected type <type>".
 */

function refuse(value: unknown, expected: string): never {
  if (value === null || value === undefined) {
    throw new ParameterError(`Invalid type, expected type <class '${expected}'>`);
  }
  throw new ParameterError(
    `Invalid type for value '${pythonStr(value)}': ${pythonType(value)}, expected type <class '${expected}'>`,
  );
}

export { isStruct };

/** An integer as Python's `int()` would make it: numbers are cut, digits in text are read, booleans count. */
export function toInteger(value: unknown): number {
  if (typeof value === 'number' && Number.isFinite(value)) return Math.trunc(value);
  if (value instanceof Double && Number.isFinite(value.value)) return Math.trunc(value.value);
  if (typeof value === 'boolean') return value ? 1 : 0;
  if (typeof value === 'bigint') return Number(value);
  if (typeof value === 'string' && /^\s*[+-]?\d+(_\d+)*\s*$/.test(value))
    return Number(value.replaceAll('_', ''));
  return refuse(value, 'int');
}

/** {@link toInteger} that refuses as Koji's language does, without a fault code of Koji's: TypeError. */
export function castInteger(value: unknown): number {
  try {
    return toInteger(value);
  } catch (cause) {
    throw new CallerMistake(`not an integer: ${pythonStr(value)}`, { cause });
  }
}

/** {@link castInteger} that takes no text, as where Koji writes a number into a text of its own. */
export function castNumber(value: unknown): number {
  if (typeof value === 'string') throw new CallerMistake(`not a number: ${value}`);
  return castInteger(value);
}

/** The value itself. Throws TypeError for what Koji cannot look up in a table of names: lists, structs, binary, dates. */
export function expectPlain(value: unknown): unknown {
  if (typeof value === 'object' && value !== null && !(value instanceof Double)) {
    throw new CallerMistake(`cannot be looked up: ${pythonType(value)}`);
  }
  return value;
}

/** {@link toInteger}, where nil stays nil. */
export function toIntegerOrNull(value: unknown): number | null {
  return value === null || value === undefined ? null : toInteger(value);
}

/** A whole number of the wire; beyond what a number holds exactly it is a bigint. */
export type WholeNumber = number | bigint;

/** Whether the value is a whole number of the wire. Booleans and doubles are none. */
export function isWholeNumber(value: unknown): value is WholeNumber {
  return typeof value === 'bigint' || (typeof value === 'number' && Number.isInteger(value));
}

/** True or false as Python's `bool()` would make it; nil is refused. */
export function toBoolean(value: unknown): boolean {
  return value === null || value === undefined ? refuse(value, 'bool') : isTrue(value);
}

/** A float as Python's `float()` would make it. */
export function toFloat(value: unknown): number {
  if (typeof value === 'number') return value;
  if (value instanceof Double) return value.value;
  if (typeof value === 'bigint') return Number(value);
  if (typeof value === 'boolean') return value ? 1 : 0;
  if (typeof value === 'string' && value.trim() !== '' && Number.isFinite(Number(value)))
    return Number(value);
  return refuse(value, 'float');
}

/** Text as Python's `str()` would make it; nil is refused. */
export function toText(value: unknown): string {
  if (value === null || value === undefined) return refuse(value, 'str');
  return pythonStr(value);
}

/** {@link toText}, where nil stays nil. */
export function toTextOrNull(value: unknown): string | null {
  return value === null || value === undefined ? null : toText(value);
}

/** The value itself when it is text; everything else is refused. */
export function expectText(value: unknown): string {
  return typeof value === 'string' ? value : refuse(value, 'str');
}

/** The value itself when it is an integer; everything else, booleans too, is refused. */
export function expectInteger(value: unknown): number {
  if (typeof value === 'bigint') return Number(value);
  return typeof value === 'number' && Number.isInteger(value) ? value : refuse(value, 'int');
}

/** The value itself when it is an array; everything else is refused. */
export function expectArray(value: unknown): unknown[] {
  return Array.isArray(value) ? value : refuse(value, 'list');
}

/** The value itself when it is a struct; everything else is refused. */
export function expectStruct(value: unknown): Record<string, unknown> {
  return isStruct(value) ? value : refuse(value, 'dict');
}

/** Python's idea of truth: empty text, zero, nil, empty arrays and structs are false. NaN is not zero. */
export function isTrue(value: unknown): boolean {
  if (typeof value === 'number') return value !== 0;
  if (value instanceof Double) return value.value !== 0;
  if (Array.isArray(value)) return value.length > 0;
  if (isStruct(value)) return Object.keys(value).length > 0;
  return Boolean(value);
}
