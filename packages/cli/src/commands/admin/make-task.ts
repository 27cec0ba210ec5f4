import { flag, text } from '@kojikit/command-line';
import { parseArgument } from '../../arguments/parse-argument.js';
import { coreCommand } from '../../core-command.js';
import { UsageError } from '../../errors.js';
import { watchTasks } from '../../tasks/watch-tasks.js';
import { inBackground } from '../../waiting/in-background.js';

export const makeTask = coreCommand({
  summary: 'Make any task',
  usage: '[options] <method> [<arg> ...]',
  options: {
    channel: text('--channel', { help: 'channel of the task' }),
    priority: text('--priority', { help: 'priority of the task' }),
    watch: flag('--watch', 'follow the task'),
    arch: text('--arch', { help: 'architecture of the task' }),
  },
  async run(context) {
    const { args, hub, options, settings, print } = context;
    const [method, ...words] = args;
    if (method === undefined) throw new UsageError('Please specify task method at least');
    await context.activateSession();
    const id = await hub.call('makeTask', {
      method,
      arglist: words.map((word) => parseArgument(word)),
      channel: options.channel,
      priority: options.priority,
      arch: options.arch,
    });
    print(`Created task id ${id}`);
    if (!options.watch || inBackground()) return 0;
    await hub.logout();
    return watchTasks(context, [id], { quiet: settings.quiet, topurl: settings.topurl });
  },
});
