import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { explainWaiting, type Situation } from './explain-waiting.js';
import { planAssignments } from './plan-assignments.js';
import type { FreeTask, SchedulableHost } from './types.js';

const LIMITS = { maxJobs: 15, overcommit: 5 };

const host = (id: number, values: Partial<SchedulableHost> = {}): SchedulableHost => ({
  id,
  name: `b${id}`,
  updated: 0,
  ready: true,
  arches: ['x86_64'],
  capacity: 2,
  channels: [1],
  maxJobs: undefined,
  ...values,
});

const task: FreeTask = { id: 7, channelId: 1, arch: 'x86_64', weight: 1 };

function explain(values: Partial<Situation>, limits = LIMITS, of = task): string[] {
  const situation: Situation = {
    hosts: [],
    freeTasks: [of],
    activeTasks: [],
    refusals: new Map(),
    channel: { name: 'createrepo', enabled: true },
    disabledHosts: [],
    silent: new Set(),
    method: 'newRepo',
    ...values,
  };
  return explainWaiting(of, situation, limits).map(({ code, text }) => `${code}: ${text}`);
}

describe('why a task has no host', () => {
  it('is the channel: disabled, or nobody in it, or only disabled hosts', () => {
    expect(explain({ channel: { name: 'vm', enabled: false }, hosts: [host(1)] })).toEqual([
      'channel_disabled: the channel vm is disabled',
    ]);
    expect(explain({ hosts: [host(1, { channels: [2] })] })).toEqual([
      'no_host_in_channel: no host is in the channel createrepo',
    ]);
    expect(explain({ disabledHosts: [host(1), host(2)] })).toEqual([
      'hosts_disabled: every host of the channel createrepo with the arch x86_64 is disabled: b1, b2',
    ]);
  });

  it('is the arch that no host of the channel has, enabled or not', () => {
    const hosts = [host(1, { arches: ['aarch64', 'armhfp'] })];
    const disabledHosts = [{ id: 2, name: 'b2', arches: ['s390x'] }];
    expect(explain({ hosts, disabledHosts })).toEqual([
      'no_host_of_arch: no host of the channel createrepo has the arch x86_64: b1 (aarch64 armhfp), b2 (s390x)',
    ]);
    expect(explain({ hosts, disabledHosts: [host(3)] })).toEqual([
      'hosts_disabled: every host of the channel createrepo with the arch x86_64 is disabled: b3',
    ]);
  });

  it('is the method when every host says that it has no handler for it', () => {
    const refusals = new Map([[7, new Map([[1, 'no handler for method']])]]);
    expect(explain({ hosts: [host(1)], refusals })).toEqual([
      'no_handler: no host knows the method newRepo: b1 refused it',
    ]);
    expect(explain({ hosts: [host(1), host(2, { ready: false })], refusals })).toEqual([
      'refused: b1 refused the task: no handler for method',
      'not_ready: b2 says that it takes no tasks now',
    ]);
  });

  it('is each host: silent, not ready, with too many tasks, over load', () => {
    const hosts = [
      host(1, { ready: false }),
      host(2, { ready: false }),
      host(3, { maxJobs: 1 }),
      host(4, { capacity: 2 }),
    ];
    const active = { state: 1, waiting: false, weight: 2.345 };
    const activeTasks = [
      { ...active, id: 1, hostId: 3 },
      { ...active, id: 2, hostId: 4 },
    ];
    expect(explain({ hosts, activeTasks, silent: new Set([1]) })).toEqual([
      'not_ready: b1 does not check in: is its kojid running?',
      'not_ready: b2 says that it takes no tasks now',
      'too_many_tasks: b3 has 1 of at most 1 tasks',
      "no_capacity: b4 is over load: 2.35 of a capacity of 2 is in use, the task's weight is 1",
    ]);
  });

  it('is said once of hosts of which the same holds', () => {
    const hosts = [1, 2, 3, 4, 5, 6, 7].map((id) => host(id, { ready: false }));
    expect(explain({ hosts, silent: new Set([1, 2, 3, 4, 5, 6]) })).toEqual([
      'not_ready: b1, b2, b3, b4, b5 and 1 more do not check in: is their kojid running?',
      'not_ready: b7 says that it takes no tasks now',
    ]);
    const refusals = new Map([[7, new Map([1, 2].map((id) => [id, 'no room']))]]);
    expect(explain({ hosts: [host(1), host(2)], refusals })).toEqual([
      'refused: b1, b2 refused the task: no room',
    ]);
  });

  it('is the queue when other tasks go first, and nothing but time when a host is free', () => {
    const hosts = [host(1, { maxJobs: 1 })];
    expect(explain({ hosts, freeTasks: [{ ...task, id: 3 }, task] })).toEqual([
      'queued: 1 task of higher priority or older is served first, the next of them is task 3',
    ]);
    const foreign = { ...task, id: 3, arch: 'noarch' };
    expect(explain({ hosts, freeTasks: [foreign, task] })).toEqual(['queued: other tasks are served first']);
    expect(explain({ hosts })).toEqual(['next_run: the next run of the scheduler gives it to b1']);
  });

  it('agrees with the plan: a task has a host there exactly when it only waits for the next run', () => {
    const anyHost = fc.record({
      ready: fc.boolean(),
      arches: fc.subarray(['x86_64', 'i386', 'noarch']),
      channels: fc.subarray([1, 2]),
      capacity: fc.constantFrom(1, 2, 4),
      maxJobs: fc.constantFrom(undefined, 1, 2),
    });
    const anyTask = fc.record({
      channelId: fc.constantFrom(1, 2),
      arch: fc.constantFrom('x86_64', 'i386', 'noarch'),
      weight: fc.constantFrom(1, 3, 8),
    });
    const anyRefusals = fc.uniqueArray(fc.tuple(fc.nat(3), fc.nat(3)), { maxLength: 4 });
    const inputs = [fc.array(anyHost, { maxLength: 4 }), fc.array(anyTask, { minLength: 1, maxLength: 4 })];
    fc.assert(
      fc.property(inputs[0]!, inputs[1]!, anyRefusals, (someHosts, someTasks, pairs) => {
        const hosts = someHosts.map((values, id) => host(id, values as Partial<SchedulableHost>));
        const freeTasks = someTasks.map((values, id) => ({ ...task, ...values, id }));
        const refusals = new Map<number, Map<number, string>>();
        for (const [id, by] of pairs) refusals.set(id, (refusals.get(id) ?? new Map()).set(by, 'no'));
        const planned = planAssignments({ hosts, freeTasks, activeTasks: [], refusals }, LIMITS);
        for (const free of freeTasks) {
          const reasons = explain({ hosts, freeTasks, refusals }, LIMITS, free);
          expect(reasons.length).toBeGreaterThan(0);
          expect(reasons.some((reason) => reason.startsWith('next_run'))).toBe(
            planned.some(({ taskId }) => taskId === free.id),
          );
        }
      }),
    );
  });
});
