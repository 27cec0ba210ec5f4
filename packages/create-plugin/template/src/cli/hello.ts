import { command, UsageError, waitForTask } from '@kojikit/cli/plugin';
import type {} from '../api.js';

/** `koji __NAME__-hello`: has a builder say hello, waits for it and prints what it said. */
export const helloCommand = command({
  usage: '<name>',
  options: {},
  async run(context) {
    const [name, ...others] = context.args;
    if (name === undefined || others.length > 0) throw new UsageError('Please specify one name');
    await context.activateSession();
    const taskId = await context.hub.call('__ID__Hello', { name });
    if (!(await waitForTask(context, taskId, { quiet: true }))) return 1;
    context.print(String(await context.hub.call('getTaskResult', { taskId })));
    return 0;
  },
});
