import { command } from '../../command.js';
import { CommandError, UsageError } from '../../errors.js';
import { text } from '../../options/define-option.js';

export const enableHost = command({
  usage: '[options] <hostname> [<hostname> ...]',
  options: { comment: text('--comment', { help: 'why' }) },
  async run({ args, hub, options, print, activateSession }) {
    if (args.length === 0) throw new UsageError('At least one host must be specified');
    await activateSession();
    const hosts = await hub.batch(args.map((host) => ({ method: 'getHost', params: [host] })));
    for (const [index, host] of hosts.entries()) if (!host) print(`No such host: ${args[index]}`);
    if (hosts.includes(null)) throw new CommandError('No changes made. Please correct the command line.');
    const { comment } = options;
    await hub.batch(
      args.flatMap((host) => [
        { method: 'enableHost', params: [host] },
        ...(comment === undefined ? [] : [{ method: 'editHost', params: [host], keywords: { comment } }]),
      ]),
    );
  },
});
