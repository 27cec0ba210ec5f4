import { toggle } from '@kojikit/command-line';
import type { CommandContext } from '../command.js';
import { inBackground } from '../waiting/in-background.js';
import { watchTasks } from './watch-tasks.js';

/** `--wait` and `--nowait`. Neither: wait if somebody sits in front of the command. */
export const waitOption = toggle(
  {
    on: '--wait',
    onHelp: 'wait for the task even in the background',
    off: '--nowait',
    offHelp: 'do not wait for the task',
  },
  undefined,
);

/**
 * Watches tasks if `--wait` or the circumstances say so. The session is ended before, as it is not needed for that.
 *
 * @param quiet say nothing about the tasks. Default: the global `--quiet`
 * @returns the exit status
 */
export async function watchIfWanted(
  context: CommandContext,
  taskIds: readonly number[],
  wait: boolean | undefined,
  quiet = context.settings.quiet,
): Promise<number> {
  if (!(wait ?? !inBackground())) return 0;
  await context.hub.logout();
  return watchTasks(context, taskIds, { quiet, topurl: context.settings.topurl });
}
