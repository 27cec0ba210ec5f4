import type { Context } from '../ground/context.js';

/**
 * Has the scheduler look at once, after the commit, at tasks that a changed host or channel may now have. The host is
 * woken too: one that was disabled has said that it is not ready, and gets no task until it says otherwise.
 */
export function wakeScheduler(ctx: Context, hostId?: number): void {
  ctx.afterCommit(() => {
    ctx.signals.announce('job:scheduler');
    if (hostId !== undefined) ctx.signals.announce(`host:${hostId}`);
  });
}
