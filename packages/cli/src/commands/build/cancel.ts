import { flag, parseInteger } from '@kojikit/command-line';
import { hubCall, type HubCall } from '@kojikit/protocol';
import { coreCommand } from '../../core-command.js';
import { UsageError } from '../../errors.js';

export const cancel = coreCommand({
  summary: 'Cancel tasks and builds',
  usage: '[options] <task_id|build> [<task_id|build> ...]',
  options: {
    justone: flag('--justone', 'leave subtasks alone'),
    full: flag('--full', 'cancel the whole tree from its root (administrators)'),
    force: flag('--force', 'with --full: accept subtasks as well'),
  },
  async run({ args, hub, options, warn, activateSession }) {
    if (args.length === 0) throw new UsageError('You must specify at least one task id or build');
    await activateSession();
    const tasks: HubCall[] = [];
    const builds: HubCall[] = [];
    for (const arg of args) {
      const id = parseInteger(arg);
      if (id !== undefined) tasks.push(cancelTask(id, options));
      else if (/^.+-[^-]+-[^-]+$/.test(arg)) {
        builds.push(hubCall('cancelBuild', { buildID: arg, strict: true }));
      } else throw new UsageError('please specify only task ids (integer) or builds (n-v-r)');
    }
    const refused = (await hub.batchSettled([...tasks, ...builds])).filter(
      (answer) => answer instanceof Error,
    );
    for (const { message } of refused) warn(message);
    return refused.length > 0 ? 1 : 0;
  },
});

function cancelTask(
  id: number,
  { justone, full, force }: { justone: boolean; full: boolean; force: boolean },
) {
  if (justone) return hubCall('cancelTask', { task_id: id, recurse: false });
  if (full) return hubCall('cancelTaskFull', { task_id: id, ...(force ? { strict: false } : {}) });
  return hubCall('cancelTask', { task_id: id });
}
