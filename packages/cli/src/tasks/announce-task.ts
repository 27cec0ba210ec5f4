import type { CommandContext } from '../command.js';
import { watchIfWanted } from './wait-option.js';

/** Added to the default priority where a task may wait for others: `--background`. */
export const BACKGROUND_PRIORITY = 5;

/** Tells the number of a task that was made, and where to look at it. */
export function announceTask(
  { print, settings }: Pick<CommandContext, 'print' | 'settings'>,
  id: number,
): void {
  print(`Created task: ${id}`);
  print(`Task info: ${settings.weburl}/taskinfo?taskID=${id}`);
}

/**
 * Tells of a task that was made, unless `quiet`, and watches it if `--wait` or the circumstances say so.
 *
 * @returns the exit status
 */
export function followTask(
  context: CommandContext,
  id: number,
  { wait, quiet = context.settings.quiet }: { wait: boolean | undefined; quiet?: boolean },
): Promise<number> {
  if (!quiet) announceTask(context, id);
  return watchIfWanted(context, [id], wait, quiet);
}
