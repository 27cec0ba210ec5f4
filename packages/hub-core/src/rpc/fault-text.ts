import { pythonRepr, pythonStr, pythonTypeName } from './python-names.js';

/**
 * The text of a fault, with values as Koji's own texts show them: nil is `None`, a list `['a', 1]`.
 * @example
 * throw new GenericError(faultText`No such package: ${info}`);
 */
export function faultText(words: TemplateStringsArray, ...values: readonly unknown[]): string {
  return String.raw({ raw: words }, ...values.map((value) => pythonStr(value)));
}

/** A value as Koji's texts quote it: text stands in quotes, a list is `['a', 1]`. */
export function quoted(value: unknown): string {
  return pythonRepr(value);
}

/** The type of a value as Koji's texts name it: `str`, `int`, `NoneType`. */
export function typeName(value: unknown): string {
  return pythonTypeName(value);
}
