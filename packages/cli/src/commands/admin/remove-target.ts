import { coreCommand } from '../../core-command.js';
import { CommandError, UsageError } from '../../errors.js';
import { requirePermission } from '../../session/require-permission.js';

export const removeTarget = coreCommand({
  summary: 'Remove a build target',
  usage: '<name>',
  options: {},
  async run({ args, hub, activateSession }) {
    if (args.length !== 1) throw new UsageError('Please specify a build target to remove');
    await activateSession();
    await requirePermission({ hub }, 'target');
    const target = await hub.call('getBuildTarget', { info: args[0] ?? '' });
    if (!target) throw new CommandError(`No such build target: ${args[0]}`);
    await hub.call('deleteBuildTarget', { buildTargetInfo: target.id });
  },
});
