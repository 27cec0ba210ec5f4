import { float, text } from '@kojikit/command-line';
import { double, hubCall, type HostChanges } from '@kojikit/protocol';
import { parseArches } from '../../arguments/parse-arches.js';
import { coreCommand } from '../../core-command.js';
import { CommandError, UsageError } from '../../errors.js';

export const editHost = coreCommand({
  summary: 'Change build hosts',
  usage: '<hostname> [<hostname> ...] [options]',
  options: {
    arches: text('--arches', { help: 'architectures, separated by spaces or commas' }),
    capacity: float('--capacity', { help: 'how much work the host takes' }),
    description: text('--description', { metavar: 'DESC', help: 'what the host is' }),
    comment: text('--comment', { help: 'a remark' }),
  },
  async run({ args, hub, options, print, warn, activateSession }) {
    if (args.length === 0) throw new UsageError('Please specify a hostname');
    await activateSession();
    const values: HostChanges = {};
    if (options.arches !== undefined) values.arches = parseArches(options.arches);
    if (options.capacity !== undefined) values.capacity = double(options.capacity);
    if (options.description !== undefined) values.description = options.description;
    if (options.comment !== undefined) values.comment = options.comment;
    const hosts = await hub.batch(args.map((host) => hubCall('getHost', { hostInfo: host })));
    for (const [index, host] of hosts.entries()) if (!host) warn(`No such host: ${args[index]}`);
    if (hosts.includes(null)) throw new CommandError('No changes made, please correct the command line');
    const results = await hub.batch(args.map((host) => hubCall('editHost', { hostInfo: host, ...values })));
    for (const [index, changed] of results.entries()) {
      print(changed ? `Edited ${args[index]}` : `No changes made to ${args[index]}`);
    }
  },
});
