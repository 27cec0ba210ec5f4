import { dictionary } from '@kojikit/protocol';
import { optional, type Parameter } from '../rpc/method.js';
import { pythonRepr } from '../rpc/python-names.js';
import { CallerMistake } from '../rpc/caller-mistake.js';

/*
 * login, sslLogin and exclusiveSession are published as `(*args, **opts)`; what they take is checked in here. A mistake
 * is an error of the language runtime in Koji, fault code 1.
 */

/** Binds the arguments of such a method to the parameters that it really has. */
export function bindInner(
  name: string,
  parameters: readonly Parameter[],
  positional: readonly unknown[],
  named: Readonly<Record<string, unknown>>,
): Record<string, unknown> {
  if (positional.length > parameters.length) {
    throw new CallerMistake(
      `${name}() takes at most ${parameters.length} arguments but ${positional.length} were given`,
    );
  }
  const bound = dictionary<unknown>();
  parameters.forEach((parameter, index) => {
    if (index < positional.length) bound[parameter.name] = positional[index];
  });
  for (const [key, value] of Object.entries(named)) {
    if (!parameters.some((parameter) => parameter.name === key)) {
      throw new CallerMistake(`${name}() got an unexpected keyword argument ${pythonRepr(key)}`);
    }
    if (Object.hasOwn(bound, key))
      throw new CallerMistake(`${name}() got multiple values for argument ${pythonRepr(key)}`);
    bound[key] = value;
  }
  for (const parameter of parameters) {
    if (Object.hasOwn(bound, parameter.name)) continue;
    if (!parameter.hasDefault)
      throw new CallerMistake(`${name}() misses the argument ${pythonRepr(parameter.name)}`);
    bound[parameter.name] = parameter.default;
  }
  return bound;
}

/** A parameter that is off unless the caller turns it on. */
export const flag = (name: string): Parameter => optional(name, false);
