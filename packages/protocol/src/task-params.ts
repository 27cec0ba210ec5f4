import { dictionary } from './dictionary.js';
import { splitKeywords } from './codec/keywords.js';
import { ParameterError } from './faults.js';
import { TASK_SIGNATURES, type TaskSignature } from './vocabulary/task-signatures.js';

/**
 * The parameters of a task by name. New-style requests are one struct with a member `__method__`; others are matched
 * with `TASK_SIGNATURES`. Throws ParameterError when no signature fits, UnknownTaskMethod when none is known.
 */
export function parseTaskParams(method: string, request: readonly unknown[]): Record<string, unknown> {
  const only = request[0];
  if (
    request.length === 1 &&
    typeof only === 'object' &&
    only !== null &&
    Object.hasOwn(only, '__method__')
  ) {
    const params: Record<string, unknown> = { ...only };
    delete params['__method__'];
    return params;
  }
  const signatures = Object.hasOwn(TASK_SIGNATURES, method) ? TASK_SIGNATURES[method] : undefined;
  if (signatures === undefined) throw new UnknownTaskMethod(method);
  const { positional, keywords } = splitKeywords(request);
  let first: string | undefined;
  for (const signature of signatures) {
    const bound = bind(signature, positional, keywords);
    if (typeof bound !== 'string') return bound;
    first ??= bound;
  }
  throw new ParameterError(`Invalid signature for ${method}: ${first}`);
}

/** A task of a plugin or a newer Koji: how its positional parameters are called is not known here. */
export class UnknownTaskMethod extends TypeError {
  override readonly name = 'UnknownTaskMethod';

  constructor(method: string) {
    super(`No legacy signature for ${method}`);
  }
}

/** The parameters by name, or why the signature does not fit. */
function bind(
  signature: TaskSignature,
  positional: readonly unknown[],
  keywords: Readonly<Record<string, unknown>>,
): Record<string, unknown> | string {
  const { parameters, rest, keywords: collected } = signature;
  if (positional.length > parameters.length && rest === undefined) return 'too many args';
  const params = dictionary<unknown>();
  for (const [index, [name]] of parameters.entries()) {
    if (index < positional.length) params[name] = positional[index];
  }
  if (rest !== undefined) params[rest] = positional.slice(parameters.length);
  const others = dictionary<unknown>();
  for (const [name, value] of Object.entries(keywords)) {
    if (Object.hasOwn(params, name)) return `duplicate keyword argument '${name}'`;
    if (parameters.some((parameter) => parameter[0] === name)) params[name] = value;
    else if (collected === undefined) return `unexpected keyword argument '${name}'`;
    else others[name] = value;
  }
  if (collected !== undefined) params[collected] = others;
  for (const [index, parameter] of parameters.entries()) {
    const [name] = parameter;
    if (Object.hasOwn(params, name)) continue;
    if (parameter.length === 1) return `missing required argument '${name}' (#${index})`;
    params[name] = structuredClone(parameter[1]);
  }
  return params;
}
