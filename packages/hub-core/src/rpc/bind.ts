import { dictionary, ParameterError, splitKeywords } from '@kojikit/protocol';
import type { MethodDescription, Parameter } from '../ground/method-description.js';

/**
 * Gives every parameter of a method its value: positional ones in order, then named ones, then defaults.
 * Throws ParameterError with the texts of the language that Koji is written in, as its clients know them.
 */
export function bindParameters(
  method: MethodDescription,
  params: readonly unknown[],
): Record<string, unknown> {
  const { positional, keywords } = splitKeywords([...params]);
  return bind(method, positional, keywords);
}

export function bind(
  method: MethodDescription,
  positional: readonly unknown[],
  keywords: Readonly<Record<string, unknown>>,
): Record<string, unknown> {
  const plain = method.params.filter((parameter) => parameter.kind === 'plain');
  const restName = method.params.find((parameter) => parameter.kind === 'rest')?.name;
  const keywordsName = method.params.find((parameter) => parameter.kind === 'keywords')?.name;
  const bound = dictionary<unknown>();

  plain
    .slice(0, positional.length)
    .forEach((parameter, index) => (bound[parameter.name] = positional[index]));
  if (restName !== undefined) bound[restName] = positional.slice(plain.length);
  else if (positional.length > plain.length) throw tooManyArguments(method, plain, positional.length);

  const further = dictionary<unknown>();
  for (const [name, value] of Object.entries(keywords)) {
    if (!plain.some((parameter) => parameter.name === name)) {
      if (keywordsName === undefined) {
        throw new ParameterError(`${method.name}() got an unexpected keyword argument '${name}'`);
      }
      further[name] = value;
    } else if (Object.hasOwn(bound, name)) {
      throw new ParameterError(`${method.name}() got multiple values for argument '${name}'`);
    } else {
      bound[name] = value;
    }
  }
  if (keywordsName !== undefined) bound[keywordsName] = further;

  const missing = plain.filter((parameter) => !Object.hasOwn(bound, parameter.name) && !parameter.hasDefault);
  if (missing.length > 0) throw missingArguments(method, missing);
  for (const parameter of plain) {
    if (!Object.hasOwn(bound, parameter.name)) bound[parameter.name] = parameter.default;
  }
  return bound;
}

function tooManyArguments(
  method: MethodDescription,
  plain: readonly Parameter[],
  given: number,
): ParameterError {
  const least = plain.filter((parameter) => !parameter.hasDefault).length;
  const most = plain.length;
  const takes = least === most ? `${most}` : `from ${least} to ${most}`;
  const noun = most === 1 ? 'argument' : 'arguments';
  const were = given === 1 ? 'was' : 'were';
  return new ParameterError(`${method.name}() takes ${takes} positional ${noun} but ${given} ${were} given`);
}

function missingArguments(method: MethodDescription, missing: readonly Parameter[]): ParameterError {
  const names = missing.map((parameter) => `'${parameter.name}'`);
  const list = names.length === 1 ? names[0] : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;
  const noun = missing.length === 1 ? 'argument' : 'arguments';
  return new ParameterError(
    `${method.name}() missing ${missing.length} required positional ${noun}: ${list}`,
  );
}
