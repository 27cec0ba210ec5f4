import type { RE2JS } from 're2js';
import { compileExpression } from './expression.js';

const compiled = new Map<string, RE2JS>();

/**
 * The SQL function behind `dialect.matches`: whether the text matches a regular expression. Null stays null.
 */
export function matches(text: unknown, pattern: unknown, ignoreCase: unknown): number | null {
  if (text === null || typeof pattern !== 'string') return null;
  return expression(pattern, Boolean(ignoreCase)).test(typeof text === 'string' ? text : JSON.stringify(text))
    ? 1
    : 0;
}

function expression(pattern: string, ignoreCase: boolean): RE2JS {
  const key = `${ignoreCase ? 'i' : 's'}${pattern}`;
  let found = compiled.get(key);
  if (found === undefined) {
    if (compiled.size >= 100) compiled.clear();
    found = compileExpression(pattern, ignoreCase);
    compiled.set(key, found);
  }
  return found;
}
