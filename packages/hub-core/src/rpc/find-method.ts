import { GenericError } from '@kojikit/protocol';
import type { MethodDescription } from '../ground/method-description.js';
import { pythonStr } from './python-names.js';

/** The method of a wire name. Throws GenericError `Invalid method: <name>`, which clients look for. */
export function findMethod<Found extends MethodDescription>(
  methods: ReadonlyMap<string, Found>,
  name: string | null,
): Found {
  const method = name === null ? undefined : methods.get(name);
  if (method === undefined) throw invalidMethod(name);
  return method;
}

/** Koji's refusal of a name that is no method. */
export function invalidMethod(name: string | null): Error {
  return new GenericError(`Invalid method: ${pythonStr(name)}`);
}
