import { resolve } from 'node:path';
import { flag, list, parseInteger, textOr } from '@kojikit/command-line';
import { BUILD_STATES, encodePath, globPattern, matchesGlob, pythonRepr, stateName } from '@kojikit/protocol';
import { coreCommand } from '../../core-command.js';
import { CommandError, UsageError } from '../../errors.js';
import { downloadFile } from '../../files/download-file.js';
import { saveTaskLogs } from '../../tasks/save-task-logs.js';

export const downloadLogs = coreCommand({
  summary: 'Fetch the logs of tasks or builds',
  anonymous: true,
  usage:
    '[options] <task_id> [<task_id> ...]\n       koji download-logs [options] --nvr <n-v-r> [<n-v-r> ...]',
  options: {
    recurse: flag(['-r', '--recurse'], 'the logs of subtasks as well'),
    nvr: flag('--nvr', 'the arguments are builds, whose logs are wanted'),
    match: list(['-m', '--match'], { metavar: 'PATTERN', help: 'only logs whose name fits the pattern' }),
    resume: flag(['-c', '--continue'], 'continue where an earlier download ended'),
    directory: textOr('kojilogs', ['-d', '--dir'], { metavar: 'DIRECTORY', help: 'where to write to' }),
  },
  async run(context) {
    const { args, hub, options, settings, print } = context;
    if (args.length === 0) throw new UsageError('Please specify at least one task id or n-v-r');
    await context.ensureConnection();
    const globs = options.match.map(globPattern);
    const saveOptions = { ...options, recurse: options.recurse || options.nvr };
    for (const arg of args) {
      if (!options.nvr) {
        const taskId = parseInteger(arg);
        if (taskId === undefined) throw new CommandError(`Task id must be a number: ${pythonRepr(arg)}`);
        await saveTaskLogs(context, taskId, options.directory, saveOptions);
        continue;
      }
      const build = await hub.call('getBuild', { buildInfo: arg });
      if (!build) throw new CommandError(`There is no build with n-v-r: ${arg}`);
      const state = stateName(BUILD_STATES, build.state);
      if (state === 'COMPLETE') {
        print(`Using build ID: ${build.build_id}`);
        const logs = await hub.call('getBuildLogs', { build: build.build_id });
        for (const { name, path } of logs) {
          if (!name.endsWith('.log') || (globs.length > 0 && !matchesGlob(name, globs))) continue;
          await downloadFile(
            context,
            `${settings.topurl}/${encodePath(path)}`,
            resolve(options.directory, arg, name),
          );
        }
      } else if (build.task_id) {
        print(`Build ${arg} is ${state}`);
        print(`Using task ID: ${build.task_id}`);
        await saveTaskLogs(context, build.task_id, options.directory, saveOptions);
      } else print(`Unable to download build ${arg} (state=${state})`);
    }
  },
});
