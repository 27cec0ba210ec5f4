import { describe, expect, it } from 'vitest';
import { TASK_STATES } from '@kojikit/protocol';
import { planEvictions } from './plan-timeouts.js';

const timeouts = { assign: 300, host: 900 };
const run = { taskId: 1, created: 1000 };

function evicted(state: number, updated: number | null, now: number, runs = [run]) {
  const host = {
    id: 7,
    name: 'b',
    updated,
    ready: true,
    arches: [],
    capacity: 2,
    channels: [],
    maxJobs: undefined,
  };
  const task = { id: 1, state, hostId: 7, waiting: false, weight: 1 };
  return planEvictions([host], [task], runs, timeouts, now).map(({ refused }) => refused);
}

describe('evictions', () => {
  it('take an assigned task back after AssignTimeout, as a refusal when the host was there', () => {
    expect(evicted(TASK_STATES.ASSIGNED, 1100, 1300)).toEqual([]);
    expect(evicted(TASK_STATES.ASSIGNED, 1100, 1301)).toEqual([true]);
    expect(evicted(TASK_STATES.ASSIGNED, 900, 1301)).toEqual([false]);
  });

  it('take an open task from a host that is silent for HostTimeout', () => {
    expect(evicted(TASK_STATES.OPEN, 1100, 2000)).toEqual([]);
    expect(evicted(TASK_STATES.OPEN, 1100, 2001)).toEqual([false]);
    expect(evicted(TASK_STATES.OPEN, null, 1901)).toEqual([false]);
  });

  it('leave tasks alone that the scheduler did not assign', () => {
    expect(evicted(TASK_STATES.ASSIGNED, 1100, 9999, [])).toEqual([]);
  });
});
