import { flag, text } from '@kojikit/command-line';
import { canonArch } from '@kojikit/rpm';
import { coreCommand } from '../../core-command.js';
import { UsageError } from '../../errors.js';
import type {} from '../../images/image-plugins-api.js';
import { optionalArches, pluginImageOptions } from '../../images/plugin-image-options.js';
import { followTask } from '../../tasks/announce-task.js';

export const dudBuild = coreCommand({
  summary: 'Make a driver update disk (hubs with the plugin dud)',
  usage: '[options] <koji_target> --scmurl=<git_repo> <dud_name> <version> <pkg(nvr optional)> [<pkg> ...]',
  options: {
    scratch: flag('--scratch', 'make a scratch build'),
    scmurl: text('--scmurl', { metavar: 'SCMURL', help: 'SCM URL of further contents of the disk' }),
    alldeps: flag('--alldeps', 'put everything that the packages need onto the disk as well'),
    ...pluginImageOptions,
  },
  async run(context) {
    const { args, hub, options } = context;
    const [target, name, version, ...packages] = args;
    if (target === undefined || name === undefined || version === undefined || packages.length === 0)
      throw new UsageError('Incorrect number of arguments');
    await context.activateSession();
    const { scratch, alldeps, scmurl, arches, wait } = options;
    const id = await hub.call('dudBuild', {
      target,
      arches: arches.map(canonArch),
      dud_version: version,
      dud_name: name,
      pkg_list: packages,
      scratch,
      alldeps,
      scmurl: scmurl ?? null,
      optional_arches: optionalArches(options.optionalArches),
    });
    return followTask(context, id, { wait });
  },
});
