import { isKojiFault, TASK_STATES } from '@kojikit/protocol';
import type { CommandContext } from '@kojikit/cli/plugin';
import { commandName } from '../command-name.js';

/** How a task ended. */
export interface Outcome {
  readonly taskId: number;
  /** One of TASK_STATES; null when the hub does not know the task. */
  readonly state: number | null;
  /** The exit status of the command, 128 + N when signal N killed it; null when the command did not run to its end. */
  readonly exitCode: number | null;
  /** What the task answered, or the text of its fault. */
  readonly message: string | null;
}

/** Reads how a task ended, and the exit status of its command, which only the text of its fault tells. */
export async function readOutcome(
  hub: CommandContext['hub'],
  taskId: number,
  command: string | readonly string[],
): Promise<Outcome> {
  const info = await hub.call('getTaskInfo', { task_id: taskId });
  const state = info?.state ?? null;
  if (state === TASK_STATES.CLOSED) {
    return { taskId, state, exitCode: 0, message: String(await hub.call('getTaskResult', { taskId })) };
  }
  if (state !== TASK_STATES.FAILED) return { taskId, state, exitCode: null, message: null };
  try {
    await hub.call('getTaskResult', { taskId });
    return { taskId, state, exitCode: null, message: null };
  } catch (error) {
    if (!isKojiFault(error)) throw error;
    return { taskId, state, exitCode: exitCodeOf(error.message, command), message: error.message };
  }
}

/**
 * The exit status that a fault tells of the command. Faults of other steps are worded alike (`--install bash exited
 * with status 1`), so only one with the name of the command counts.
 */
export function exitCodeOf(fault: string, command: string | readonly string[]): number | null {
  const text = fault.trim();
  const name = commandName(command);
  if (!text.startsWith(`${name} `)) return null;
  const [, how, digits] =
    /^(exited with status|was killed by signal) (\d{1,3})(?::|$)/.exec(text.slice(name.length + 1)) ?? [];
  if (digits === undefined) return null;
  return how === 'exited with status' ? Number(digits) : 128 + Number(digits);
}
