import { isStruct } from './is-struct.js';

const MARKER = '__starstar';

/** Parameters of a call as Python callers mean them. */
export interface SplitParams {
  readonly positional: unknown[];
  readonly keywords: Record<string, unknown>;
}

/**
 * Takes Koji's keyword struct off the end of a parameter list: a last struct whose member `__starstar` is true holds
 * keyword arguments. A false marker leaves the struct as an ordinary argument.
 */
export function splitKeywords(params: readonly unknown[]): SplitParams {
  const last = params.at(-1);
  if (!isStruct(last) || !Object.hasOwn(last, MARKER) || !isTrue(last[MARKER])) {
    return { positional: [...params], keywords: {} };
  }
  const keywords = { ...last };
  delete keywords[MARKER];
  return { positional: params.slice(0, -1), keywords };
}

/** The parameter list for positional and keyword arguments; without keywords no struct is added. */
export function withKeywords(
  positional: readonly unknown[],
  keywords: Readonly<Record<string, unknown>> = {},
): unknown[] {
  if (Object.keys(keywords).length === 0) return [...positional];
  return [...positional, { ...keywords, [MARKER]: true }];
}

function isTrue(marker: unknown): boolean {
  return marker !== false && marker !== null && marker !== 0 && marker !== '';
}
