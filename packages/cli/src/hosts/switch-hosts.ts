import { text } from '@kojikit/command-line';
import { hubCall } from '@kojikit/protocol';
import { requireAll } from '../arguments/require-all.js';
import { coreCommand, type CoreCommand } from '../core-command.js';
import { UsageError } from '../errors.js';

/** A command that enables or disables hosts: all of them, or none if one is not there. */
export function switchHosts(
  method: 'enableHost' | 'disableHost',
  about: { readonly summary: string },
): CoreCommand {
  return coreCommand({
    ...about,
    usage: '[options] <hostname> [<hostname> ...]',
    options: { comment: text('--comment', { help: 'why' }) },
    async run({ args, hub, options, print, activateSession }) {
      if (args.length === 0) throw new UsageError('At least one host must be specified');
      await activateSession();
      const hosts = await hub.batch(args.map((host) => hubCall('getHost', { hostInfo: host })));
      requireAll('host', args, hosts, print);
      const { comment } = options;
      await hub.batch(
        args.flatMap((host) => [
          hubCall(method, { hostname: host }),
          ...(comment === undefined ? [] : [hubCall('editHost', { hostInfo: host, comment })]),
        ]),
      );
    },
  });
}
