import { flag, text } from '@kojikit/command-line';
import { coreCommand } from '../../core-command.js';
import { CommandError, UsageError } from '../../errors.js';

export const addHost = coreCommand({
  summary: 'Add a build host',
  usage: '[options] <hostname> <arch> [<arch> ...]',
  options: {
    krbPrincipal: text('--krb-principal', { help: "the host's Kerberos principal, if not the usual one" }),
    force: flag('--force', 'make a host of a regular user of this name'),
  },
  async run({ args, hub, options, print, activateSession }) {
    const [host = '', ...arches] = args;
    if (arches.length === 0) throw new UsageError('Please specify a hostname and at least one arch');
    await activateSession();
    if (await hub.call('getHost', { hostInfo: host }))
      throw new CommandError(`${host} is already in the database`);
    const id = await hub.call('addHost', {
      hostname: host,
      arches,
      krb_principal: options.krbPrincipal,
      force: options.force,
    });
    print(`${host} added: id ${id}`);
  },
});
