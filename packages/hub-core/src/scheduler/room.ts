import type { HubModule } from '../ground/hub-module.js';
import { needsArchCheck, refuseForArch } from './arch-refusals.js';
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
      if (old === null && info.id !== undefined && needsArchCheck(info)) await refuseForArch(ctx, info.id);
      ctx.afterCommit(() => ctx.signals.announce('job:scheduler'));
    },
  },
  jobs: [{ name: 'scheduler', interval: 15, run: runSchedulerJob }],
};
