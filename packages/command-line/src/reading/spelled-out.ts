import type { GivenSwitch } from './normalise.js';

/** Options in their full spelling, with values as words of their own. */
export function spelledOut(given: readonly GivenSwitch[]): string[] {
  return given.flatMap(({ name, text }) => (text === undefined ? [name] : [name, text]));
}
