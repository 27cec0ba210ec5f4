import { command } from '../../command.js';
import { UsageError } from '../../errors.js';

export const editPermission = command({
  usage: '<permission> <description>',
  options: {},
  async run({ args, hub, activateSession }) {
    const [permission, description] = args;
    if (permission === undefined || description === undefined)
      throw new UsageError('Please specify a permission and a description');
    await activateSession();
    await hub.call('editPermission', { permission, description });
  },
});
