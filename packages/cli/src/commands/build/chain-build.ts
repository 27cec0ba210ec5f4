import { flag } from '@kojikit/command-line';
import { coreCommand } from '../../core-command.js';
import { CommandError, UsageError } from '../../errors.js';
import { chainLevels } from '../../builds/chain-levels.js';
import type { HubSession } from '../../session/hub-session.js';
import { BACKGROUND_PRIORITY, followTask } from '../../tasks/announce-task.js';
import { buildTaskOptions } from '../../tasks/build-options.js';

export const chainBuild = coreCommand({
  summary: 'Build packages one after the other',
  usage: '[options] <target> <URL> [<URL> [:] <URL> [:] <URL> ...]',
  description: 'What stands behind a colon is built with what stands before it.',
  options: { quiet: flag('--quiet', 'say nothing about the task'), ...buildTaskOptions },
  async run(context) {
    const { args, hub, options, settings, warn } = context;
    const [name, ...sources] = args;
    if (name === undefined || sources.length === 0) {
      throw new UsageError('At least two arguments (a build target and a SCM URL) are required');
    }
    await context.activateSession();
    const target = await hub.call('getBuildTarget', { info: name });
    if (!target) throw new UsageError(`No such build target: ${name}`);
    const destination = await hub.call('getTag', { tagInfo: target.dest_tag, strict: true });
    if (destination.locked) throw new UsageError(`Destination tag ${destination.name} is locked`);
    if (!(await draws(hub, target.build_tag, destination.id))) {
      const { dest_tag_name: to, build_tag_name: from } = target;
      warn(`Packages in destination tag ${to} are not inherited by build tag ${from}`);
      throw new CommandError(`Target ${target.name} is not usable for a chain-build`);
    }
    const srcs = chainLevels(sources);
    const priority = options.background ? BACKGROUND_PRIORITY : null;
    const id = await hub.call('chainBuild', { srcs, target: name, priority });
    return followTask(context, id, { wait: options.wait, quiet: options.quiet || settings.quiet });
  },
});

/** Whether a build root sees what goes into another tag: without that no build finds the one before it. */
async function draws(hub: HubSession, buildTag: number, destination: number): Promise<boolean> {
  if (buildTag === destination) return true;
  const ancestors = await hub.call('getFullInheritance', { tag: buildTag });
  return ancestors.some((link) => link.parent_id === destination);
}
