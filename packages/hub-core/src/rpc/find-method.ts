import { GenericError } from '@kojikit/protocol';
import type { Registry } from '../plugins/registry.js';
import { pythonStr } from './python-names.js';
import type { Method } from './method.js';

/** The method of a wire name. Throws GenericError `Invalid method: <name>`, which clients look for. */
export function findMethod(registry: Registry, name: string | null): Method {
  const method = name === null ? undefined : registry.methods.get(name);
  if (method === undefined) throw invalidMethod(name);
  return method;
}

/** Koji's refusal of a name that is no method. */
export function invalidMethod(name: string | null): Error {
  return new GenericError(`Invalid method: ${pythonStr(name)}`);
}
