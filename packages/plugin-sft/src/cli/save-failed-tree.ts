import { isFault } from '@kojikit/protocol';
import {
  command,
  flag,
  parseInteger,
  toggle,
  UsageError,
  watchTasks,
  type CommandContext,
} from '@kojikit/cli/plugin';
import type {} from '../api.js';
import { progressLog } from './progress-log.js';

const options = {
  full: flag(['-f', '--full'], 'save the whole root; otherwise only its builddir'),
  isBuildroot: toggle(
    {
      off: ['-t', '--task'],
      offHelp: 'ID is the id of a task (the default)',
      on: ['-r', '--buildroot'],
      onHelp: 'ID is the id of a buildroot',
    },
    false,
  ),
  quiet: flag('--quiet', 'print nothing about the task'),
  noWait: flag('--nowait', 'make the task and return'),
};

/** `koji save-failed-tree`: has the build root of a failed task saved, by default of its last one, and watches. */
export const saveFailedTree = command({
  usage: '[options] ID',
  options,
  async run(context) {
    const { args, options: chosen, settings, print, activateSession } = context;
    if (args.length !== 1) throw new UsageError('List exactly one task or buildroot ID');
    const id = parseInteger(args[0] ?? '');
    if (id === undefined) throw new UsageError('ID must be an integer');
    await activateSession();
    const buildroot = chosen.isBuildroot ? id : await lastBuildroot(context, id);
    if (buildroot === undefined) return 1;
    const taskId = await makeTask(context, buildroot, chosen.full);
    if (taskId === undefined) return 1;
    const quiet = chosen.quiet || settings.quiet;
    if (!quiet) {
      print(`Created task ${taskId} for buildroot ${buildroot}`);
      print(`Task info: ${settings.weburl}/taskinfo?taskID=${taskId}`);
    }
    return chosen.noWait ? 0 : watch(context, taskId, quiet);
  },
});

async function lastBuildroot({ hub, print }: CommandContext, taskId: number): Promise<number | undefined> {
  const found = await hub.call('listBuildroots', { taskID: taskId });
  if (found.length === 0) {
    print(`No buildroots for task ${taskId}`);
    return undefined;
  }
  const last = Math.max(...found.map(({ id }) => id));
  if (found.length > 1) print(`Multiple buildroots for task. Choosing last one (${last})`);
  return last;
}

async function makeTask(
  { hub, print }: CommandContext,
  buildroot: number,
  full: boolean,
): Promise<number | undefined> {
  try {
    return await hub.call('saveFailedTree', { buildrootID: buildroot, full });
  } catch (error) {
    if (!isFault(error, 'GenericError') || !error.message.includes('Invalid method')) throw error;
    print(
      '* The save_failed_tree plugin appears to not be installed on the koji hub.  Please contact the administrator.',
    );
    return undefined;
  }
}

/** Tells the states of the task on stdout as Koji does; how far it is goes to a terminal's stderr only. */
async function watch(context: CommandContext, taskId: number, quiet: boolean): Promise<number> {
  const { hub, settings, output } = context;
  await hub.logout();
  const logs = quiet || !output.progress ? undefined : progressLog(context);
  try {
    return await watchTasks(context, [taskId], { quiet, topurl: settings.topurl, logs });
  } finally {
    output.showStatus('');
  }
}
