import { ParameterError, splitKeywords } from '@kojikit/protocol';
import type { ParameterSchema } from './task-definition.js';

/**
 * Gives the arguments of a task's request their names and checks them. The request is untrusted: any user may have
 * written it. Throws ParameterError.
 */
export function bindArguments<Params>(schema: ParameterSchema<Params>, request: readonly unknown[]): Params {
  const { positional, keywords } = splitKeywords(request);
  const names = Object.keys(schema.shape);
  if (positional.length > names.length) {
    throw new ParameterError(`takes at most ${names.length} arguments, ${positional.length} were given`);
  }
  const bound = new Map<string, unknown>();
  for (const [index, value] of positional.entries()) bound.set(names[index] ?? '', value);
  for (const [name, value] of Object.entries(keywords)) {
    if (!names.includes(name)) throw new ParameterError(`got an unexpected keyword argument '${name}'`);
    if (bound.has(name)) throw new ParameterError(`got multiple values for argument '${name}'`);
    bound.set(name, value);
  }
  try {
    return schema.parse(Object.fromEntries(bound));
  } catch (cause) {
    throw new ParameterError(explain(cause), { cause });
  }
}

interface Issue {
  readonly path: readonly PropertyKey[];
  readonly message: string;
}

function explain(error: unknown): string {
  const issues = (error as { issues?: readonly Issue[] }).issues;
  if (!Array.isArray(issues)) return error instanceof Error ? error.message : String(error);
  return (issues as readonly Issue[])
    .map((issue) => `invalid argument ${issue.path.map(String).join('.') || '(all)'}: ${issue.message}`)
    .join('; ');
}
