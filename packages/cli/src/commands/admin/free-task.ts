import { parseInteger } from '@kojikit/command-line';
import { coreCommand } from '../../core-command.js';
import { UsageError } from '../../errors.js';

export const freeTask = coreCommand({
  summary: 'Take tasks from their hosts',
  usage: '<task_id> [<task_id> ...]',
  options: {},
  async run({ args, hub, activateSession }) {
    await activateSession();
    const ids = args.map((word) => {
      const id = parseInteger(word);
      if (id === undefined) throw new UsageError('task_id must be an integer');
      return id;
    });
    if (ids.length === 0) throw new UsageError('please specify at least one task_id');
    for (const id of ids) await hub.call('freeTask', { task_id: id });
  },
});
