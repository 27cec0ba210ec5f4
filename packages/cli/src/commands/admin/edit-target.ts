import { text } from '@kojikit/command-line';
import { GenericError } from '@kojikit/protocol';
import { coreCommand } from '../../core-command.js';
import { UsageError } from '../../errors.js';
import { requirePermission } from '../../session/require-permission.js';
import { checkBuildTag, checkDestinationTag } from '../../tags/check-target-tags.js';

export const editTarget = coreCommand({
  summary: 'Change a build target',
  usage: '[options] <name>',
  options: {
    rename: text('--rename', { help: 'new name' }),
    buildTag: text('--build-tag', { help: 'tag to build from' }),
    destTag: text('--dest-tag', { help: 'tag that builds go into' }),
  },
  async run({ args, hub, options, activateSession }) {
    if (args.length !== 1) throw new UsageError('Please specify a build target');
    await activateSession();
    await requirePermission({ hub }, 'target');
    const target = await hub.call('getBuildTarget', { info: args[0] ?? '' });
    if (!target) throw new GenericError(`No such build target: ${args[0]}`);
    if (options.buildTag) await checkBuildTag(hub, options.buildTag);
    if (options.destTag) await checkDestinationTag(hub, options.destTag);
    await hub.call('editBuildTarget', {
      buildTargetInfo: target.name,
      name: options.rename || target.name,
      build_tag: options.buildTag || target.build_tag_name,
      dest_tag: options.destTag || target.dest_tag_name,
    });
  },
});
