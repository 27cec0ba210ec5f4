import { coreCommand } from '../../core-command.js';
import { CommandError } from '../../errors.js';
import { findOwnGroup } from '../../groups/own-group.js';

export const blockGroup = coreCommand({
  summary: 'Block a group in a tag',
  usage: '<tag> <group>',
  options: {},
  async run(context) {
    const { tag, group, exists } = await findOwnGroup(context);
    if (!exists) throw new CommandError(`Group ${group} doesn't exist within tag ${tag}`);
    await context.hub.call('groupListBlock', { taginfo: tag, grpinfo: group });
  },
});
