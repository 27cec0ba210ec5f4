import { flag } from '@kojikit/command-line';
import { hubCall } from '@kojikit/protocol';
import { coreCommand } from '../../core-command.js';
import { UsageError } from '../../errors.js';
import { jsonOption, printJson } from '../../output/print-json.js';
import { describeTask } from '../../tasks/describe-task.js';
import { taskIdOf } from '../../tasks/task-id.js';
import { WaitReasons } from '../../waiting/wait-reasons.js';

export const taskinfo = coreCommand({
  summary: 'Show tasks',
  anonymous: true,
  usage: '[options] <task_id> [<task_id> ...]',
  options: {
    recurse: flag(['-r', '--recurse'], 'show subtasks as well'),
    verbose: flag(['-v', '--verbose'], 'show the parameters'),
    json: jsonOption,
  },
  async run(context) {
    const { args, hub, options, settings, print } = context;
    if (args.length === 0) throw new UsageError('You must specify at least one task ID');
    await context.ensureConnection();
    if (options.json) {
      const tasks = await hub.batch(
        args.map((word) => hubCall('getTaskInfo', { task_id: taskIdOf(word), request: true, strict: true })),
      );
      return printJson(context, tasks);
    }
    const { recurse, verbose } = options;
    const detail = { topdir: settings.topdir, recurse, verbose, reasons: new WaitReasons(hub) };
    for (const word of args) {
      for await (const line of describeTask(hub, taskIdOf(word), detail)) print(line);
    }
  },
});
