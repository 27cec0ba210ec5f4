import { parseInteger } from '@kojikit/command-line';
import { coreCommand } from '../../core-command.js';
import { UsageError } from '../../errors.js';

export const unblockNotification = coreCommand({
  summary: 'Remove blocks of notifications',
  usage: '<block id> [<block id> ...]',
  options: {},
  async run({ args, hub, settings, print, activateSession }) {
    await activateSession();
    if (args.length === 0) throw new UsageError('At least one notification block id has to be specified');
    const ids = args.map((arg) => {
      const id = parseInteger(arg);
      if (id === undefined) throw new UsageError('All notification block ids has to be integers');
      return id;
    });
    for (const id of ids) {
      await hub.call('deleteNotificationBlock', { id });
      if (!settings.quiet) print(`Notification block ${id} successfully removed.`);
    }
  },
});
