import { flag, integer, list, text } from '@kojikit/command-line';
import { pythonRepr, TASK_STATES } from '@kojikit/protocol';
import { coreCommand } from '../../core-command.js';
import { CommandError, UsageError } from '../../errors.js';
import { waitOption, watchIfWanted } from '../../tasks/wait-option.js';

export const restartHosts = coreCommand({
  summary: 'Restart the builders of enabled hosts',
  usage: '[options]',
  options: {
    wait: waitOption,
    quiet: flag('--quiet', 'say nothing about the task'),
    force: flag('--force', 'do it even while other restarts are running'),
    channel: text('--channel', { help: 'only hosts of this channel' }),
    arch: list(['--arch', '-a'], { help: 'only hosts of this architecture (may be given several times)' }),
    timeout: integer('--timeout', { metavar: 'N', help: 'give up after N seconds' }),
  },
  async run(context) {
    const { args, hub, options, settings, warn } = context;
    if (args.length > 0) throw new UsageError('restart-hosts does not accept arguments');
    await context.activateSession();
    if (!options.force) {
      const state = [TASK_STATES.FREE, TASK_STATES.OPEN, TASK_STATES.ASSIGNED];
      const others = await hub.call('listTasks', { opts: { method: 'restartHosts', state } });
      if (others.length > 0) {
        warn('Found other restartHosts tasks running.');
        warn(`Task ids: ${pythonRepr(others.map(({ id }) => id))}`);
        throw new CommandError('Use --force to run anyway');
      }
    }
    const limits = Object.entries({
      channel: options.channel,
      arches: options.arch.length > 0 ? options.arch : undefined,
      timeout: options.timeout,
    }).filter(([, value]) => value);
    const id = await hub.call('restartHosts', {
      options: limits.length > 0 ? Object.fromEntries(limits) : undefined,
    });
    return watchIfWanted(context, [id], options.wait, options.quiet || settings.quiet);
  },
});
