import { flag, parseInteger, text } from '@kojikit/command-line';
import { coreCommand } from '../../core-command.js';
import { UsageError } from '../../errors.js';
import { listTasks } from '../../tasks/list-tasks.js';
import { watchTasks } from '../../tasks/watch-tasks.js';

export const watchTask = coreCommand({
  summary: 'Follow tasks until they end',
  anonymous: true,
  usage: '[options] <task id> [<task id> ...]',
  options: {
    quiet: flag('--quiet', 'wait without saying anything'),
    mine: flag('--mine', 'your tasks'),
    user: text('--user', { help: "this user's tasks" }),
    arch: text('--arch', { help: 'tasks for this architecture' }),
    method: text('--method', { help: 'tasks of this method' }),
    channel: text('--channel', { help: 'tasks in this channel' }),
    host: text('--host', { help: 'tasks of this host' }),
  },
  async run(context) {
    const { args, options, settings, print } = context;
    const { mine, user, arch, method, channel, host } = options;
    const selecting = mine || [user, arch, method, channel, host].some(Boolean);
    if (args.length > 0 && selecting) {
      throw new UsageError('Selection options cannot be combined with a task list');
    }
    if (mine) await context.activateSession();
    else await context.ensureConnection();
    const ids = selecting ? (await listTasks(context, options)).map(({ id }) => id) : taskIds(args);
    if (ids.length === 0) return print('(no tasks)');
    return watchTasks(context, ids, { quiet: options.quiet || settings.quiet, topurl: settings.topurl });
  },
});

function taskIds(args: readonly string[]): number[] {
  const ids = args.map((arg) => {
    const id = parseInteger(arg);
    if (id === undefined) throw new UsageError('task id must be an integer');
    return id;
  });
  if (ids.length === 0) throw new UsageError('at least one task id must be specified');
  return ids;
}
