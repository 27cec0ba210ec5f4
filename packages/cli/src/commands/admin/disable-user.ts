import { command } from '../../command.js';
import { oneUser } from '../../users/user-arguments.js';

export const disableUser = command({
  usage: '<username>',
  options: {},
  async run({ args, hub, activateSession }) {
    const name = oneUser(args, 'disable');
    await activateSession();
    await hub.call('disableUser', { username: name });
  },
});
