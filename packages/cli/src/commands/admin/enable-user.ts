import { command } from '../../command.js';
import { oneUser } from '../../users/user-arguments.js';

export const enableUser = command({
  usage: '<username>',
  options: {},
  async run({ args, hub, activateSession }) {
    const name = oneUser(args, 'enable');
    await activateSession();
    await hub.call('enableUser', { username: name });
  },
});
