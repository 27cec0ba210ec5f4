import { flag, text } from '@kojikit/command-line';
import { coreCommand } from '../../core-command.js';
import { UsageError } from '../../errors.js';
import { knownUsers } from '../../users/user-arguments.js';

export const grantPermission = coreCommand({
  summary: 'Give users a permission',
  usage: '[options] <permission> <user> [<user> ...]',
  options: {
    new: flag('--new', 'make the permission if there is none of this name'),
    description: text('--description', { help: 'what the new permission is for' }),
  },
  async run({ args, hub, options, activateSession }) {
    const [permission = '', ...names] = args;
    if (names.length === 0) throw new UsageError('Please specify a permission and at least one user');
    await activateSession();
    const users = await knownUsers(hub, names);
    if (options.description && !options.new) {
      throw new UsageError('Option new must be specified with option description.');
    }
    for (const user of users) {
      await hub.call('grantPermission', {
        userinfo: user.name,
        permission,
        create: options.new || undefined,
        description: options.description || undefined,
      });
    }
  },
});
