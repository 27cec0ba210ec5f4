import { DateTime } from '@kojikit/protocol';
import { pythonJson, pythonType } from '@kojikit/hub-core/plugin';

/**
 * The body of a message: JSON text, written as Koji writes it. Sets become lists, dates text; what JSON cannot say
 * becomes a struct that tells so, since a message must not fail the call that it is about.
 */
export function jsonBody(data: unknown): string {
  return pythonJson(data, sayable);
}

/** What to write for a value that JSON has no words for. */
function sayable(value: unknown): unknown {
  if (value instanceof Date) return value.toISOString().replace('T', ' ').replace('Z', '');
  if (value instanceof DateTime) return String(value);
  if (value instanceof Set) return [...value];
  if (value instanceof Map)
    return Object.fromEntries([...value].map(([name, member]) => [String(name), member]));
  return { error: "Can't serialize", type: pythonType(value) };
}
