import { flag, parseInteger, text } from '@kojikit/command-line';
import { coreCommand } from '../../core-command.js';
import { UsageError } from '../../errors.js';
import { listTasks } from '../../tasks/list-tasks.js';
import { watchLogs as showLogs } from '../../tasks/watch-logs.js';

export const watchLogs = coreCommand({
  summary: 'Show the logs of tasks while they grow',
  anonymous: true,
  usage: '[options] <task id> [<task id> ...]',
  options: {
    log: text('--log', { help: 'only the log of this name' }),
    mine: flag('--mine', 'the logs of all your tasks'),
    follow: flag(['-f', '--follow'], 'the logs of subtasks as well'),
  },
  async run(context) {
    const { args, options, print } = context;
    let ids: number[];
    if (options.mine) {
      await context.activateSession();
      if (args.length > 0) throw new UsageError('Selection options cannot be combined with a task list');
      ids = (await listTasks(context, { mine: true })).map(({ id }) => id);
      if (ids.length === 0) return print("You've no active tasks.");
    } else {
      await context.ensureConnection();
      ids = args.map((word) => {
        const id = parseInteger(word);
        if (id === undefined) throw new UsageError('task id must be an integer');
        return id;
      });
    }
    if (ids.length === 0) throw new UsageError('at least one task id must be specified');
    return showLogs(context, ids, options);
  },
});
