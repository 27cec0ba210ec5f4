import { isStruct } from './convert.js';

/** The members of a JSON text that is a struct. Throws SyntaxError for what is none. */
export function parseStruct(text: string): Record<string, unknown> {
  const parsed: unknown = JSON.parse(text);
  if (!isStruct(parsed)) throw new SyntaxError('the JSON text is no struct');
  return parsed;
}
