import { RefusedValue } from './database-error.js';

/**
 * A value as JSON text for a column. Throws TypeError for NaN and the infinities, which JSON has no words for:
 * `JSON.stringify` would write null for them.
 */
export function jsonText(value: unknown, change: (member: unknown) => unknown = (member) => member): string {
  return JSON.stringify(value, (key, member: unknown) => {
    if (typeof member === 'number' && !Number.isFinite(member)) {
      throw new RefusedValue(`cannot be written as JSON: ${member}`);
    }
    return change(member);
  });
}
