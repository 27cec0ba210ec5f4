import { CallerMistake } from '../rpc/caller-mistake.js';

/** Methods that call another one, whose name is their first argument: each may name one of them again. */
const NAMING = new Set<unknown>(['count', 'filterResults', 'countAndFilterResults']);

/** How many of them may stand in one another, the outermost one too. Each takes a copy of all arguments within it. */
const DEEPEST = 10;

/**
 * Refuses a call by name within so many others that nobody can mean it. Looks at the names alone, before anything is called.
 * Throws CallerMistake: Koji's hub runs out of stack there, which has no fault code of its own.
 * @param method the name that is called.
 * @param positional what it is given.
 */
export function assertNotNestedDeep(method: unknown, positional: readonly unknown[]): void {
  // The caller of the method is the first of them.
  const names = [method, ...positional.slice(0, DEEPEST - 1)];
  if (names.length < DEEPEST || !names.every((name) => NAMING.has(name))) return;
  throw new CallerMistake(
    `calls of methods by name are nested too deep: ${[...NAMING].join(', ')} may stand in one another at most ${DEEPEST} times`,
  );
}
