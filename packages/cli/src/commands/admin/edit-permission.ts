import { command } from '../../command.js';
import { UsageError } from '../../errors.js';

export const editPermission = command({
  usage: '<permission> <description>',
  options: {},
  async run({ args, hub, activateSession }) {
    if (args.length < 2) throw new UsageError('Please specify a permission and a description');
    await activateSession();
    await hub.call('editPermission', args.slice(0, 2));
  },
});
