import { coreCommand } from '../../core-command.js';
import { CommandError, UsageError } from '../../errors.js';
import { requirePermission } from '../../session/require-permission.js';

export const removeTag = coreCommand({
  summary: 'Remove a tag',
  usage: '<name>',
  options: {},
  async run({ args, hub, activateSession }) {
    if (args.length !== 1) throw new UsageError('Please specify a tag to remove');
    await activateSession();
    await requirePermission({ hub }, 'tag');
    const tag = await hub.call('getTag', { tagInfo: args[0] ?? '' });
    if (!tag) throw new CommandError(`No such tag: ${args[0]}`);
    await hub.call('deleteTag', { tagInfo: tag.id });
  },
});
