import { stateName, TASK_STATES } from '@kojikit/protocol';
import { printJson, type CommandContext } from '@kojikit/cli/plugin';
import type { Outcome } from './read-outcome.js';
import { runrootLog } from './runroot-log.js';

/** Prints how a task ended, with what its command printed (as UTF-8), as one JSON value. */
export async function printJsonOutcome(context: CommandContext, outcome: Outcome): Promise<void> {
  const pieces: Buffer[] = [];
  await runrootLog(context, (data) => pieces.push(data)).advance(outcome.taskId, { ended: true });
  printJson(context, {
    task_id: outcome.taskId,
    state: outcome.state === null ? null : (stateName(TASK_STATES, outcome.state) ?? null),
    exit_code: outcome.exitCode,
    message: outcome.message,
    output: pieces.length === 0 ? null : Buffer.concat(pieces).toString('utf8'),
  });
}
