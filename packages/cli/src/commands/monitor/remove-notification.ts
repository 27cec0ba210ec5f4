import { parseInteger } from '@kojikit/command-line';
import { coreCommand } from '../../core-command.js';
import { UsageError } from '../../errors.js';

export const removeNotification = coreCommand({
  summary: 'Have notifications not sent any more',
  usage: '<notification id> [<notification id> ...]',
  options: {},
  async run({ args, hub, settings, print, activateSession }) {
    await activateSession();
    if (args.length === 0) throw new UsageError('At least one notification id has to be specified');
    const ids = args.map((arg) => {
      const id = parseInteger(arg);
      if (id === undefined) throw new UsageError('All notification ids has to be integers');
      return id;
    });
    for (const id of ids) {
      await hub.call('deleteNotification', { id });
      if (!settings.quiet) print(`Notification ${id} successfully removed.`);
    }
  },
});
