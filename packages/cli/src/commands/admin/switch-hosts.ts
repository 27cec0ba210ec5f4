import { text } from '@kojikit/command-line';
import { hubCall } from '@kojikit/protocol';
import { command } from '../../command.js';
import { UsageError } from '../../errors.js';
import { requireAll } from './require-all.js';

const switchHosts = (method: 'enableHost' | 'disableHost') =>
  command({
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

export const enableHost = switchHosts('enableHost');
export const disableHost = switchHosts('disableHost');
