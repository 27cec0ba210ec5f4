import { coreCommand } from '../../core-command.js';
import { CommandError } from '../../errors.js';
import { findOwnGroup } from '../../groups/own-group.js';

export const addGroup = coreCommand({
  summary: 'Add a group of packages to a tag',
  usage: '<tag> <group>',
  options: {},
  async run(context) {
    const { tag, group, exists } = await findOwnGroup(context);
    if (exists) throw new CommandError(`Group ${group} already exists for tag ${tag}`);
    await context.hub.call('groupListAdd', { taginfo: tag, grpinfo: group });
  },
});
