import { flag, text } from '@kojikit/command-line';
import { USER_STATUS } from '@kojikit/protocol';
import { coreCommand } from '../../core-command.js';
import { oneUser } from '../../users/user-arguments.js';

export const addUser = coreCommand({
  summary: 'Add a user',
  usage: '<username> [options]',
  options: {
    principal: text('--principal', { help: "the user's Kerberos principal" }),
    disable: flag('--disable', 'do not let the user log in'),
  },
  async run({ args, hub, options, print, activateSession }) {
    const name = oneUser(args, 'add');
    await activateSession();
    const id = await hub.call('createUser', {
      username: name,
      status: options.disable ? USER_STATUS.BLOCKED : USER_STATUS.NORMAL,
      krb_principal: options.principal,
    });
    print(`Added user ${name} (${id})`);
  },
});
