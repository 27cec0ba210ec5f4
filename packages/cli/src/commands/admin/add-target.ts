import { coreCommand } from '../../core-command.js';
import { UsageError } from '../../errors.js';
import { requirePermission } from '../../session/require-permission.js';
import { checkBuildTag, checkDestinationTag } from '../../tags/check-target-tags.js';

export const addTarget = coreCommand({
  summary: 'Make a build target',
  usage: '<name> <build tag> [<destination tag>]',
  description: 'The destination is the tag named like the target when it is left out.',
  options: {},
  async run({ args, hub, activateSession }) {
    const [name, buildTag, destinationTag = name] = args;
    if (name === undefined || buildTag === undefined || destinationTag === undefined) {
      throw new UsageError('Please specify a target name, a build tag, and destination tag');
    }
    if (args.length > 3) throw new UsageError('Incorrect number of arguments');
    await activateSession();
    await requirePermission({ hub }, 'target');
    await checkBuildTag(hub, buildTag);
    await checkDestinationTag(hub, destinationTag);
    await hub.call('createBuildTarget', { name, build_tag: buildTag, dest_tag: destinationTag });
  },
});
