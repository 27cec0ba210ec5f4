import { TaskLogs, type CommandContext } from '@kojikit/cli/plugin';

/** The file among a task's output that holds what the command printed. */
const LOG_NAME = 'runroot.log';

/** The log of the command, byte for byte, from each volume that has one, as `take` gets it. */
export function runrootLog(
  context: Pick<CommandContext, 'hub' | 'interrupted' | 'warn'>,
  take: (data: Buffer) => void,
): TaskLogs {
  return new TaskLogs(context, {
    wanted: (name) => name === LOG_NAME,
    take: ({ data, replaced }) => {
      if (replaced) context.warn('the command has begun again');
      take(data);
    },
  });
}
