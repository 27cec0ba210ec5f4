import { coreCommand } from '../../core-command.js';
import { UsageError } from '../../errors.js';

export const editPermission = coreCommand({
  summary: 'Change what a permission says it is for',
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
