import { hubCall } from '@kojikit/protocol';
import type { CommandContext } from '../command.js';
import { ReasonTeller } from './reason-teller.js';
import { Waiter } from './waiter.js';

/**
 * Waits until a task has ended, well or not. Tells nothing but why it waits.
 *
 * @param options.quiet tell not even that. Default: false
 * @returns false when Ctrl-C ended the waiting
 */
export async function waitForTask(
  context: Pick<CommandContext, 'hub' | 'settings' | 'warn' | 'interrupted'>,
  taskId: number,
  { quiet = false }: { quiet?: boolean } = {},
): Promise<boolean> {
  const { hub, settings, interrupted } = context;
  const teller = quiet ? undefined : new ReasonTeller(context);
  const waiter = new Waiter(hub, settings.pollInterval, interrupted);
  while (!interrupted.aborted) {
    if (await hub.call('taskFinished', { taskId })) return true;
    const longest = teller?.patience;
    const ended = await waiter.wait({
      call: (timeout) => hubCall('waitTask', { task_id: taskId, timeout }),
      longest,
    });
    if (!ended) await teller?.look([taskId]);
  }
  return false;
}
