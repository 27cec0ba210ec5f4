import { coreCommand } from '../../core-command.js';
import { oneUser } from '../../users/user-arguments.js';

export const enableUser = coreCommand({
  summary: 'Let a user log in again',
  usage: '<username>',
  options: {},
  async run({ args, hub, activateSession }) {
    const name = oneUser(args, 'enable');
    await activateSession();
    await hub.call('enableUser', { username: name });
  },
});
