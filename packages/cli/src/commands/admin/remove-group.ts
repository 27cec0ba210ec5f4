import { coreCommand } from '../../core-command.js';
import { CommandError } from '../../errors.js';
import { findOwnGroup } from '../../groups/own-group.js';

export const removeGroup = coreCommand({
  summary: 'Remove a group from a tag',
  usage: '<tag> <group>',
  options: {},
  async run(context) {
    const { tag, group, exists } = await findOwnGroup(context);
    if (!exists) throw new CommandError(`Group ${group} doesn't exist within tag ${tag}`);
    await context.hub.call('groupListRemove', { taginfo: tag, grpinfo: group });
  },
});
