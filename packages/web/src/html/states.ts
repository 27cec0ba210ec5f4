import { BUILDROOT_STATES, REPO_STATES, stateName } from '@kojikit/protocol';
import type { State } from './parts.js';

const REPOS: Readonly<Record<string, State['kind']>> = {
  INIT: 'running',
  READY: 'ok',
  EXPIRED: 'canceled',
  DELETED: 'canceled',
  PROBLEM: 'failed',
};

const BUILDROOTS: Readonly<Record<string, State['kind']>> = {
  INIT: 'running',
  WAITING: 'waiting',
  BUILDING: 'running',
  EXPIRED: 'canceled',
};

/** The state of a repo by its number. */
export const repoState = (state: number): State => stateOf(REPO_STATES, REPOS, state);

/** The state of a build root by its number; those of content generators have none. */
export const buildrootState = (state: number | null): State | undefined =>
  state === null ? undefined : stateOf(BUILDROOT_STATES, BUILDROOTS, state);

function stateOf(
  states: Readonly<Record<string, number>>,
  kinds: Readonly<Record<string, State['kind']>>,
  state: number,
): State {
  const name = stateName(states, state);
  if (name === undefined) return { word: `state ${state}`, kind: 'waiting' };
  return { word: name.toLowerCase(), kind: kinds[name] ?? 'waiting' };
}
