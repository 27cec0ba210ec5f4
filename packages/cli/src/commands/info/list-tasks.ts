import { flag, text, time } from '@kojikit/command-line';
import { coreCommand } from '../../core-command.js';
import { UsageError } from '../../errors.js';
import { jsonOption, printJson } from '../../output/print-json.js';
import { listTasks as findTasks } from '../../tasks/list-tasks.js';
import { TASK_HEADERS, taskLines } from '../../tasks/print-tasks.js';

export const listTasks = coreCommand({
  summary: 'List tasks',
  usage: '[options]',
  options: {
    mine: flag('--mine', 'your tasks'),
    user: text('--user', { help: "this user's tasks" }),
    arch: text('--arch', { help: 'tasks for this architecture' }),
    method: text('--method', { help: 'tasks of this method' }),
    channel: text('--channel', { help: 'tasks in this channel' }),
    host: text('--host', { help: 'tasks of this host' }),
    quiet: flag('--quiet', 'leave out the headings'),
    before: time('--before', { help: 'tasks started before this time (a time stamp or a date)' }),
    after: time('--after', { help: 'tasks started after this time' }),
    all: flag('--all', 'with --after: finished tasks as well'),
    json: jsonOption,
  },
  async run(context) {
    const { args, options, settings, print } = context;
    if (args.length > 0) throw new UsageError('This command takes no arguments');
    if (options.all && !options.after) throw new UsageError('--all must be used with --after');
    await context.activateSession();
    const tasks = await findTasks(context, options);
    if (options.json) {
      return printJson(
        context,
        tasks.filter((task) => !task.sub),
      );
    }
    if (tasks.length === 0) return print('(no tasks)');
    if (!options.quiet && !settings.quiet) print(TASK_HEADERS);
    for (const task of tasks) {
      if (!task.sub) for (const line of taskLines(task)) print(line);
    }
  },
});
