import { coreCommand } from '../../core-command.js';
import { oneUser } from '../../users/user-arguments.js';

export const disableUser = coreCommand({
  summary: 'Keep a user from logging in',
  usage: '<username>',
  options: {},
  async run({ args, hub, activateSession }) {
    const name = oneUser(args, 'disable');
    await activateSession();
    await hub.call('disableUser', { username: name });
  },
});
