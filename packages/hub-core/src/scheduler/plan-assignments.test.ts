import { describe, expect, it } from 'vitest';
import { planAssignments, type PlanInput } from './plan-assignments.js';
import type { FreeTask, SchedulableHost } from './types.js';

const host = (id: number, values: Partial<SchedulableHost> = {}): SchedulableHost => ({
  id,
  name: `host-${id}`,
  updated: 0,
  ready: true,
  arches: ['x86_64'],
  capacity: 2,
  channels: [1],
  maxJobs: undefined,
  ...values,
});

const task = (id: number, values: Partial<FreeTask> = {}): FreeTask => ({
  id,
  channelId: 1,
  arch: 'x86_64',
  weight: 1,
  ...values,
});

function plan(input: Partial<PlanInput>, limits = { maxJobs: 15, overcommit: 5 }): string[] {
  const all = { hosts: [], freeTasks: [], activeTasks: [], refusals: new Map(), ...input };
  return planAssignments(all, limits).map(({ taskId, hostId }) => `${taskId}→${hostId}`);
}

describe('a plan', () => {
  it('spreads tasks over the hosts, best task first', () => {
    const freeTasks = [task(1), task(2), task(3)];
    expect(plan({ hosts: [host(1), host(2)], freeTasks })).toEqual(['1→1', '2→2', '3→1']);
  });

  it('minds channel and arch, and gives noarch to any host', () => {
    const hosts = [host(1, { channels: [2] }), host(2, { arches: ['i386'] })];
    expect(plan({ hosts, freeTasks: [task(1), task(2, { arch: 'noarch' })] })).toEqual(['2→2']);
  });

  it('leaves out hosts that are not ready or refused the task', () => {
    const hosts = [host(1, { ready: false }), host(2)];
    const refusals = new Map([[1, new Set([2])]]);
    expect(plan({ hosts, freeTasks: [task(1), task(2)], refusals })).toEqual(['2→2']);
  });

  it('gives a host no more tasks than it or the hub allows', () => {
    const freeTasks = [task(1), task(2), task(3)];
    expect(plan({ hosts: [host(1, { maxJobs: 2 })], freeTasks })).toEqual(['1→1', '2→1']);
    expect(plan({ hosts: [host(1)], freeTasks }, { maxJobs: 1, overcommit: 5 })).toEqual(['1→1']);
  });

  it('stops when the capacity is used up, whatever the weight may overcommit', () => {
    const activeTasks = [{ id: 9, state: 1, hostId: 1, waiting: false, weight: 2 }];
    expect(plan({ hosts: [host(1)], freeTasks: [task(1)], activeTasks })).toEqual([]);
    const waiting = activeTasks.map((active) => ({ ...active, waiting: true }));
    expect(plan({ hosts: [host(1)], freeTasks: [task(1)], activeTasks: waiting })).toEqual(['1→1']);
  });

  it('keeps a heavy task for a host with room for what may not be overcommitted', () => {
    const freeTasks = [task(1, { weight: 8 })];
    expect(plan({ hosts: [host(1)], freeTasks })).toEqual([]);
    expect(plan({ hosts: [host(1, { capacity: 4 })], freeTasks })).toEqual(['1→1']);
  });
});
