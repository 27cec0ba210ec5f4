import { ParameterError, REPO_STATES, type RepoState } from '@kojikit/protocol';
import { CallerMistake } from '../../rpc/caller-mistake.js';
import type { Reader } from '../../rpc/reader.js';

const STATES: readonly number[] = Object.values(REPO_STATES);

/** A state that a repo can be in. Throws ParameterError `Unknown repo state: <number>`. */
export const repoState: Reader<RepoState, number> = (value) => {
  if (typeof value !== 'number') throw new CallerMistake('the state of a repo is a number');
  if (!isState(value)) throw new ParameterError(`Unknown repo state: ${value}`);
  return value;
};

function isState(value: number): value is RepoState {
  return STATES.includes(value);
}
