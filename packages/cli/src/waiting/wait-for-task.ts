import type { CommandContext } from '../command.js';
import { Waiter } from './waiter.js';

/**
 * Waits until a task has ended, well or not. Tells nothing.
 *
 * @returns false when Ctrl-C ended the waiting
 */
export async function waitForTask(
  { hub, settings, interrupted }: Pick<CommandContext, 'hub' | 'settings' | 'interrupted'>,
  taskId: number,
): Promise<boolean> {
  const waiter = new Waiter(hub, settings.pollInterval, interrupted);
  while (!interrupted.aborted) {
    if (await hub.call<boolean>('taskFinished', [taskId])) return true;
    await waiter.wait<boolean>({ method: 'waitTask', params: [taskId] });
  }
  return false;
}
