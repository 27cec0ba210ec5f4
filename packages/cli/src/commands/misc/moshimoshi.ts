import { coreCommand } from '../../core-command.js';
import { UsageError } from '../../errors.js';
import { hubVersion } from '../../session/hub-version.js';
import { GREETINGS } from '../greetings.js';

export const moshimoshi = coreCommand({
  summary: 'Say hello and tell who you are to the hub',
  usage: '',
  options: {},
  async run({ args, hub, settings, print, activateSession }) {
    if (args.length > 0) throw new UsageError('This command takes no arguments');
    await activateSession();
    const user = await hub.call('getLoggedInUser');
    if (!user) print('Not authenticated');
    const greeting = GREETINGS[Math.floor(Math.random() * GREETINGS.length)];
    print(`${greeting}, ${user?.name ?? 'anonymous user'}!`);
    print();
    print(`You are using the hub at ${hub.url} (Koji ${await hubVersion(hub)})`);
    if (hub.authtype === 'password') print('Authenticated via password');
    if (hub.authtype === 'ssl') print(`Authenticated via client certificate ${settings.cert}`);
  },
});
