import { flag, integer, parseInteger } from '@kojikit/command-line';
import { isFault } from '@kojikit/protocol';
import { coreCommand } from '../../core-command.js';
import { CommandError, LoggedError, UsageError } from '../../errors.js';

export const setTaskPriority = coreCommand({
  summary: 'Change the priority of tasks',
  usage: '[options] --priority=<priority> <task_id> [<task_id> ...]',
  options: {
    priority: integer('--priority', { help: 'new priority; lower ones run first' }),
    recurse: flag('--recurse', 'subtasks as well'),
  },
  async run({ args, hub, options, warn, activateSession }) {
    if (args.length === 0) throw new UsageError('You must specify at least one task id');
    if (options.priority === undefined) throw new UsageError('You must specify --priority');
    const ids = args.map((word) => {
      const id = parseInteger(word);
      if (id === undefined) throw new UsageError('Task numbers must be integers');
      return id;
    });
    await activateSession();
    if (!(await hub.call('hasPerm', { perm: 'admin' }))) {
      const user = await hub.call('getLoggedInUser');
      if (!user) throw new LoggedError('TypeError', 'admin permission required, and nobody is logged in');
      throw new CommandError(`admin permission required (logged in as ${user.name})`);
    }
    for (const id of ids) {
      try {
        await hub.call('setTaskPriority', {
          task_id: id,
          priority: options.priority,
          recurse: options.recurse,
        });
      } catch (error) {
        if (!isFault(error, 'GenericError')) throw error;
        warn(`Can't update task priority on closed task: ${id}`);
      }
    }
  },
});
