import { flag, integer, text } from '@kojikit/command-line';
import { coreCommand } from '../../core-command.js';
import { UsageError } from '../../errors.js';
import { targetOrNone } from '../../targets/usable-target.js';
import { BACKGROUND_PRIORITY, followTask } from '../../tasks/announce-task.js';
import { buildTaskOptions } from '../../tasks/build-options.js';

export const winBuild = coreCommand({
  summary: 'Build a Windows package from source',
  usage: '[options] <target> <URL> <VM>',
  options: {
    winspec: text('--winspec', {
      metavar: 'URL',
      help: 'SCM URL of the description of the build (default: it lies in the source itself)',
    }),
    patches: text('--patches', { metavar: 'URL', help: 'SCM URL of patches to be applied first' }),
    cpus: integer('--cpus', { help: 'processors of the machine (administrators)' }),
    mem: integer('--mem', { help: 'megabytes of memory of the machine (administrators)' }),
    staticMac: flag('--static-mac', "keep the machine's MAC address"),
    specfile: text('--specfile', {
      metavar: 'URL',
      help: 'SCM URL of a spec file fragment for wrapper rpms',
    }),
    scratch: flag('--scratch', 'make a scratch build'),
    repoId: integer('--repo-id', { help: 'build from this repo' }),
    skipTag: flag('--skip-tag', 'do not tag the build'),
    quiet: flag('--quiet', 'say nothing about the task'),
    ...buildTaskOptions,
  },
  async run(context) {
    const { args, hub, options, settings } = context;
    const [name, url, vm] = args;
    if (name === undefined || url === undefined || vm === undefined || args.length !== 3) {
      throw new UsageError('Exactly three arguments (a build target, a SCM URL, and a VM name) are required');
    }
    await context.activateSession();
    const { winspec, patches, cpus, mem, specfile, scratch, repoId } = options;
    const target = await targetOrNone(hub, name, { scratch, repoId });
    const opts = {
      ...(winspec !== undefined && { winspec }),
      ...(patches !== undefined && { patches }),
      ...(cpus !== undefined && { cpus }),
      ...(mem !== undefined && { mem }),
      ...(options.staticMac && { static_mac: true }),
      ...(specfile !== undefined && { specfile }),
      ...(scratch && { scratch: true }),
      ...(repoId !== undefined && { repo_id: repoId }),
      ...((options.skipTag || target === null) && { skip_tag: true }),
    };
    const priority = options.background ? BACKGROUND_PRIORITY : null;
    const id = await hub.call('winBuild', { vm, url, target, opts, priority });
    return followTask(context, id, { wait: options.wait, quiet: options.quiet || settings.quiet });
  },
});
