import type { ReadState, StateKey } from '../ground/state.js';

/** What the plugins of one hub keep, by their keys. */
export class PluginStates {
  private readonly kept = new Map<StateKey<unknown>, unknown>();

  /** Keeps something for as long as the hub lives. Throws when something is kept under the key already. */
  keep<State>(key: StateKey<State>, state: State): void {
    if (this.kept.has(key)) throw new Error(`the state '${key.name}' is kept twice`);
    this.kept.set(key, state);
  }

  readonly read: ReadState = <State>(key: StateKey<State>): State => {
    if (!this.kept.has(key)) {
      throw new Error(`there is no state '${key.name}': the plugin's setup has not run, or does not keep it`);
    }
    return this.kept.get(key) as State;
  };
}
