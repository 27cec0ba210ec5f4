import { isFault, TASK_STATES, type ParamsOf } from '@kojikit/protocol';
import {
  command,
  flag,
  integer,
  list,
  text,
  toggle,
  UsageError,
  waitForTask,
  watchTasks,
  type CommandContext,
} from '@kojikit/cli/plugin';
import type {} from '../api.js';
import { printJsonOutcome } from './print-json-outcome.js';
import { readOutcome, type Outcome } from './read-outcome.js';
import { runrootLog } from './runroot-log.js';

const options = {
  packages: list(['-p', '--package'], { help: 'install this package first; may be repeated' }),
  mounts: list(['-m', '--mount'], { help: 'mount this folder read-write; may be repeated' }),
  skipSetarch: flag('--skip-setarch', "keep the host's personality"),
  weight: integer(['-w', '--weight'], { help: 'load that the task counts as' }),
  channel: text('--channel-override', { help: 'run on a host of this channel' }),
  taskId: flag('--task-id', 'print the id of the task first'),
  useShell: flag('--use-shell', 'the words are a text for the shell'),
  newChroot: toggle(
    {
      on: '--new-chroot',
      onHelp: "isolate by mock's new way (systemd-nspawn)",
      off: '--old-chroot',
      offHelp: "isolate by mock's old way (chroot)",
    },
    undefined,
  ),
  repoId: integer('--repo-id', { help: 'install from the repo with this id' }),
  noWait: flag('--nowait', 'make the task and return'),
  watch: flag('--watch', 'show the states of the task and the output while the command runs'),
  quiet: flag('--quiet', 'print neither states nor output'),
  exitCode: flag('--exit-code', 'end with the exit status of the command'),
  json: flag('--json', 'print the outcome, with the output, as JSON'),
};

/** `koji runroot`: runs a command in a build root, by default until it ends, and prints what it printed. */
export const runroot = command({
  usage: '[options] <tag> <arch> <command>',
  description: 'Options stand before the tag: what follows it belongs to the command.',
  interspersed: false,
  options,
  async run(context) {
    const { args, hub, options: chosen, settings, activateSession, print } = context;
    if (args.length < 3) throw new UsageError('Incorrect number of arguments');
    if (chosen.json && chosen.watch) throw new UsageError('--json and --watch exclude each other');
    if (chosen.noWait && (chosen.json || chosen.exitCode)) {
      throw new UsageError('--json and --exit-code have to wait for the command');
    }
    await activateSession();
    const [tag = '', arch = '', ...words] = args;
    const commandWords = chosen.useShell ? words.join(' ') : words;
    const taskId = await makeTask(context, {
      tagInfo: tag,
      arch,
      command: commandWords,
      channel: chosen.channel ?? null,
      packages: chosen.packages,
      mounts: chosen.mounts,
      repo_id: chosen.repoId ?? null,
      skip_setarch: chosen.skipSetarch,
      weight: chosen.weight ?? null,
      // Builders of old do not know this one, so it is only sent when it was asked for.
      ...(chosen.newChroot !== undefined && { new_chroot: chosen.newChroot }),
    });
    if (chosen.taskId) print(String(taskId));
    if (chosen.noWait) return 0;

    const quiet = chosen.quiet || settings.quiet;
    if (chosen.watch) {
      const status = await watch(context, taskId, quiet);
      if (!chosen.exitCode || context.interrupted.aborted) return status;
      return exitStatus(await readOutcome(hub, taskId, commandWords), true);
    }
    if (!(await waitForEnd(context, taskId, quiet))) return 1;
    if (chosen.json) {
      const outcome = await readOutcome(hub, taskId, commandWords);
      await printJsonOutcome(context, outcome);
      return exitStatus(outcome, chosen.exitCode);
    }
    if (!quiet) await logOnStdout(context).advance(taskId, { ended: true });
    return exitStatus(await readOutcome(hub, taskId, commandWords), chosen.exitCode);
  },
});

async function makeTask({ hub, print }: CommandContext, params: ParamsOf<'runroot'>): Promise<number> {
  try {
    return await hub.call('runroot', params);
  } catch (error) {
    if (isFault(error, 'GenericError') && error.message.includes('Invalid method')) {
      print(
        '* The runroot plugin appears to not be installed on the koji hub.  Please contact the administrator.',
      );
    }
    throw error;
  }
}

/** Tells the states of the task as the task watcher does, and shows the log as it grows. */
async function watch(context: CommandContext, taskId: number, quiet: boolean): Promise<number> {
  await context.hub.logout();
  const logs = quiet ? undefined : logOnStdout(context);
  return watchTasks(context, [taskId], { quiet, topurl: context.settings.topurl, logs });
}

const logOnStdout = (context: CommandContext) => runrootLog(context, (data) => context.output.write(data));

/** Waits until the task has ended. Ctrl-C cancels it and returns false. */
async function waitForEnd(context: CommandContext, taskId: number, quiet: boolean): Promise<boolean> {
  if (await waitForTask(context, taskId, { quiet })) return true;
  context.print('User interrupt: canceling runroot task');
  await context.hub.call('cancelTask', { task_id: taskId });
  return false;
}

function exitStatus(outcome: Outcome, asked: boolean): number {
  if (asked && outcome.exitCode !== null) return outcome.exitCode;
  return outcome.state === TASK_STATES.FAILED ||
    outcome.state === TASK_STATES.CANCELED ||
    outcome.state === null
    ? 1
    : 0;
}
