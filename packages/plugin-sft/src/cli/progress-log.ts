import { StringDecoder } from 'node:string_decoder';
import { TaskLogs, type CommandContext } from '@kojikit/cli/plugin';
import { PROGRESS_LOG } from '../progress-log.js';

/** Bytes of a line that has no end, beyond which its beginning does not matter. */
const LONGEST_LINE = 4096;

/** A task's progress log, of which the last whole line is shown as the status. Builders of Koji write none. */
export function progressLog(context: Pick<CommandContext, 'hub' | 'interrupted' | 'output'>): TaskLogs {
  const decoder = new StringDecoder('utf8');
  let rest = '';
  return new TaskLogs(context, {
    wanted: (name) => name === PROGRESS_LOG,
    take: ({ data }) => {
      const lines = (rest + decoder.write(data)).split('\n');
      rest = (lines.pop() ?? '').slice(-LONGEST_LINE);
      const last = lines.at(-1);
      if (last !== undefined) context.output.showStatus(last);
    },
  });
}
