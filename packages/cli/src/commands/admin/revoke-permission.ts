import { coreCommand } from '../../core-command.js';
import { UsageError } from '../../errors.js';
import { knownUsers } from '../../users/user-arguments.js';

export const revokePermission = coreCommand({
  summary: 'Take a permission from users',
  usage: '<permission> <user> [<user> ...]',
  options: {},
  async run({ args, hub, activateSession }) {
    const [permission = '', ...names] = args;
    if (names.length === 0) throw new UsageError('Please specify a permission and at least one user');
    await activateSession();
    for (const user of await knownUsers(hub, names)) {
      await hub.call('revokePermission', { userinfo: user.name, permission });
    }
  },
});
