/**
 * Says what a plugin keeps for each hub that it is part of, and finds it: connections, caches, what its handlers and its
 * worker share. Made once, beside the type; `setup` keeps the state under it.
 * @example
 * export const greeted = stateKey<Set<string>>('greeted');
 * // setup: ({ keep }) => keep(greeted, new Set())
 * // in a handler: ctx.state(greeted).add(name)
 */
export class StateKey<State> {
  /** There is never a value: it ties the key to the type of the state. */
  declare readonly state: State;

  /** @param name what messages about it say. */
  constructor(readonly name: string) {}
}

/** The key of something that a plugin keeps; see {@link StateKey}. */
export function stateKey<State>(name: string): StateKey<State> {
  return new StateKey<State>(name);
}

/** Finds what is kept for the hub at hand. Throws when nothing is kept under the key. */
export type ReadState = <State>(key: StateKey<State>) => State;
