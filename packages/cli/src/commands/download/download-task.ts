import { flag, list, text, toggle } from '@kojikit/command-line';
import { encodePath, isFinished, PathInfo, stateName, type Task, TASK_STATES } from '@kojikit/protocol';
import { coreCommand } from '../../core-command.js';
import { CommandError, UsageError } from '../../errors.js';
import { downloadFile } from '../../files/download-file.js';
import { fileBelow } from '../../files/file-below.js';
import { planDownloads, type TaskFiles } from '../../tasks/plan-downloads.js';
import { taskIdOf } from '../../tasks/task-id.js';
import { taskOutput } from '../../tasks/task-output.js';
import { watchTasks } from '../../tasks/watch-tasks.js';
import { inBackground } from '../../waiting/in-background.js';

export const downloadTask = coreCommand({
  summary: 'Fetch the files of a task',
  anonymous: true,
  usage: '<task_id>',
  description:
    'Downloads what a task made. Without --all: only rpms, and only those of build and buildArch tasks.',
  options: {
    arches: list('--arch', { metavar: 'ARCH', help: 'only rpms for this architecture' }),
    logs: flag('--logs', 'the logs as well'),
    topurl: text('--topurl', { metavar: 'URL', help: "URL of the hub's files" }),
    noprogress: flag('--noprogress', 'draw no bar'),
    wait: toggle(
      {
        on: '--wait',
        onHelp: 'wait for a running task even in the background',
        off: '--nowait',
        offHelp: 'do not wait for a running task',
      },
      undefined,
    ),
    quiet: flag(['-q', '--quiet'], 'say nothing'),
    all: flag('--all', 'all files of all methods'),
    dirpertask: flag('--dirpertask', 'a folder for each task'),
    parentonly: flag('--parentonly', 'leave subtasks alone'),
    filter: list('--filter', { help: 'only files whose name fits this regular expression' }),
    skip: list('--skip', { help: 'no files whose name fits this regular expression' }),
  },
  async run(context) {
    const { args, hub, options, settings, print, warn } = context;
    const [word] = args;
    if (word === undefined) throw new UsageError('Please specify a task ID');
    if (args.length > 1) throw new UsageError('Only one task ID may be specified');
    const taskId = taskIdOf(word);
    if (options.filter.length > 0 && options.skip.length > 0) {
      throw new UsageError('Only filter or skip may be specified. Not both.');
    }
    const quiet = options.quiet || settings.quiet;
    await context.ensureConnection();
    let task = await hub.call('getTaskInfo', { task_id: taskId });
    if (!task) throw new CommandError(`No such task: ${taskId}`);
    if ((options.wait ?? !inBackground()) && !isFinished(task.state)) {
      await watchTasks(context, [taskId], { quiet, topurl: settings.topurl });
      task = (await hub.call('getTaskInfo', { task_id: taskId })) ?? task;
    }
    const children = options.parentonly ? [] : await hub.call('getTaskChildren', { task_id: taskId });
    const tasks = [task, ...children].sort((a, b) => a.id - b.id);
    for (const each of tasks) checkClosed(each, each.id === taskId ? 'Task' : 'Child task');
    const arches = options.arches.flatMap((arch) => arch.split(','));
    const files: TaskFiles[] = [];
    for (const each of tasks) files.push({ task: each, output: await taskOutput(hub, each.id) });
    const downloads = planDownloads(files, { ...options, arches });
    if (downloads.length === 0) return print('No files for download found.');
    const topurl = options.topurl ?? settings.topurl;
    if (!topurl) throw new CommandError('You must specify --topurl to download files');
    const paths = new PathInfo(topurl);
    const done = new Set<string>();
    let twice = false;
    for (const [index, { taskId: from, name, volume, path }] of downloads.entries()) {
      const file = fileBelow('.', path);
      const place = { number: index + 1, of: downloads.length };
      if (done.has(`${volume}/${file}`)) {
        twice = true;
        if (!quiet) {
          print(`Downloading [${place.number}/${place.of}]: ${file}`);
          print(`File ${file} already downloaded, skipping`);
        }
        continue;
      }
      done.add(`${volume}/${file}`);
      await downloadFile(context, `${paths.task(from, volume)}/${encodePath(name)}`, file, {
        quiet,
        noprogress: options.noprogress,
        place,
      });
    }
    if (twice) warn('Duplicate files, for download all duplicate files use --dirpertask.');
  },
});

function checkClosed({ id, state }: Task, what: string): void {
  const name = stateName(TASK_STATES, state);
  if (name === 'CLOSED') return;
  if (name === 'FAILED') {
    throw new CommandError(`${what} ${id} failed. You can use save-failed-tree plugin for FAILED tasks.`);
  }
  if (name === 'CANCELED') throw new CommandError(`${what} ${id} was canceled.`);
  throw new CommandError(`${what} ${id} has not finished yet.`);
}
