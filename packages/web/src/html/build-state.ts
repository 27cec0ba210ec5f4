import { BUILD_STATES, stateName } from '@kojikit/protocol';
import type { State } from './parts.js';

const BUILD_KINDS: Readonly<Record<string, State>> = {
  BUILDING: { word: 'building', kind: 'running' },
  COMPLETE: { word: 'complete', kind: 'ok' },
  DELETED: { word: 'deleted', kind: 'canceled' },
  FAILED: { word: 'failed', kind: 'failed' },
  CANCELED: { word: 'canceled', kind: 'canceled' },
};

/** The state of a build by its number. */
export function buildState(state: number): State {
  return BUILD_KINDS[stateName(BUILD_STATES, state) ?? ''] ?? { word: `state ${state}`, kind: 'waiting' };
}
