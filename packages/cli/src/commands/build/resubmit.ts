import { flag } from '@kojikit/command-line';
import { coreCommand } from '../../core-command.js';
import { UsageError } from '../../errors.js';
import { describeTask } from '../../tasks/describe-task.js';
import { taskIdOf } from '../../tasks/task-id.js';
import { waitOption, watchIfWanted } from '../../tasks/wait-option.js';

export const resubmit = coreCommand({
  summary: 'Run a task again that failed or was canceled',
  usage: '[options] <task_id>',
  options: {
    wait: waitOption,
    nowatch: flag('--nowatch', 'the same as --nowait'),
    quiet: flag('--quiet', 'say nothing about the task'),
  },
  async run(context) {
    const { args, hub, options, settings, print } = context;
    const [word] = args;
    if (word === undefined || args.length !== 1) throw new UsageError('Please specify a single task ID');
    await context.activateSession();
    const id = taskIdOf(word);
    const quiet = options.quiet || settings.quiet;
    if (!quiet) {
      print('Resubmitting the following task:');
      const detail = { topdir: settings.topdir, recurse: false, verbose: true };
      for await (const line of describeTask(hub, id, detail)) print(line);
    }
    const again = await hub.call('resubmitTask', { taskID: id });
    if (!quiet) print(`Resubmitted task ${id} as new task ${again}`);
    return watchIfWanted(context, [again], options.nowatch ? false : options.wait, quiet);
  },
});
