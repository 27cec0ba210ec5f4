import { flag } from '@kojikit/command-line';
import { coreCommand } from '../../core-command.js';
import { UsageError } from '../../errors.js';
import { readBuildConfigs } from '../../maven/build-configs.js';
import { requireOrder } from '../../maven/require-order.js';
import { usableTarget } from '../../targets/usable-target.js';
import { announceTask, BACKGROUND_PRIORITY } from '../../tasks/announce-task.js';
import { buildTaskOptions } from '../../tasks/build-options.js';
import { watchIfWanted } from '../../tasks/wait-option.js';

export const mavenChain = coreCommand({
  summary: 'Build Maven packages in the order of what they need',
  usage: '[options] <target> <config> [<config> ...]',
  options: {
    skipTag: flag('--skip-tag', 'do not tag the builds'),
    scratch: flag('--scratch', 'make scratch builds'),
    debug: flag('--debug', 'run Maven with --debug'),
    force: flag('--force', 'build what is there already, too'),
    ...buildTaskOptions,
  },
  async run(context) {
    const { args, hub, options } = context;
    const [target, ...files] = args;
    if (target === undefined || files.length === 0) {
      throw new UsageError('Two arguments (a build target and a config file) are required');
    }
    await context.activateSession();
    const { skipTag, scratch, debug, force } = options;
    await usableTarget(hub, target, { scratch });
    const configs = readBuildConfigs(files, { chain: true, scratch });
    requireOrder(configs);
    const id = await hub.call('chainMaven', {
      builds: Object.fromEntries(configs.map((config) => [config.name, config.options])),
      target,
      opts: {
        ...(skipTag && { skip_tag: true }),
        ...(scratch && { scratch: true }),
        ...(debug && { debug: true }),
        ...(force && { force: true }),
      },
      priority: options.background ? BACKGROUND_PRIORITY : null,
    });
    announceTask(context, id);
    return watchIfWanted(context, [id], options.wait);
  },
});
