import type { HubModule } from '../ground/hub-module.js';
import { refuseForArch, taskOfAnyArch } from './arch-refusals.js';
import { schedulerMethods } from './methods.js';
import { runSchedulerJob } from './run-scheduler.js';

/** States that leave the scheduler something to do: a task that wants a host, or a host with more room. */
const OF_INTEREST = new Set<unknown>(['FREE', 'CLOSED', 'FAILED', 'CANCELED']);

export const schedulerRoom: HubModule = {
  name: 'scheduler',
  methods: schedulerMethods,
  on: {
    async postTaskStateChange(ctx, { attribute, old, new: state, info }) {
      if (attribute !== 'state' || !OF_INTEREST.has(state)) return;
      const task = old === null ? taskOfAnyArch(info) : undefined;
      if (task !== undefined) await refuseForArch(ctx, task);
      ctx.afterCommit(() => ctx.signals.announce('job:scheduler'));
    },
  },
  // With a full queue every task that ends wakes it, and the calls of builders have to be answered meanwhile.
  jobs: [{ name: 'scheduler', interval: 15, share: 0.1, run: runSchedulerJob }],
};
