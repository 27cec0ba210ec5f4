import { integer, text } from '@kojikit/command-line';
import { REPO_MERGE_MODES } from '@kojikit/protocol';
import { coreCommand } from '../../core-command.js';
import { UsageError } from '../../errors.js';

export const editExternalRepo = coreCommand({
  summary: 'Change an external repo',
  usage: '[options] <name>',
  options: {
    url: text('--url', { help: 'new URL' }),
    name: text('--name', { help: 'new name' }),
    tag: text(['-t', '--tag'], { metavar: 'TAG', help: 'change how this tag uses the repo' }),
    priority: integer(['-p', '--priority'], { metavar: 'PRIORITY', help: 'with --tag: priority' }),
    mode: text(['-m', '--mode'], {
      metavar: 'MODE',
      help: `with --tag: how to merge: ${REPO_MERGE_MODES.join(', ')}`,
    }),
    arches: text(['-a', '--arches'], {
      metavar: 'ARCH1,ARCH2, ...',
      help: 'with --tag: use only these architectures',
    }),
  },
  async run({ args, hub, options, activateSession }) {
    const [repo] = args;
    if (repo === undefined || args.length !== 1) throw new UsageError('Incorrect number of arguments');
    const { tag, priority, arches } = options;
    const [url, name, mode] = [options.url, options.name, options.mode].map((word) => word || undefined);
    if (tag && priority === undefined && mode === undefined && arches === undefined) {
      throw new UsageError('At least, one of priority and merge mode should be specified');
    }
    for (const option of ['priority', 'mode', 'arches'] as const) {
      if (!tag && options[option] !== undefined) {
        throw new UsageError(`If ${option} is specified, --tag must be specified as well`);
      }
    }
    const renamed = url !== undefined || name !== undefined;
    if (!renamed && !tag) throw new UsageError('No changes specified');
    await activateSession();
    if (renamed) await hub.call('editExternalRepo', { info: repo, name, url });
    if (tag) {
      await hub.call('editTagExternalRepo', {
        tag_info: tag,
        repo_info: repo,
        priority,
        merge_mode: mode,
        arches,
      });
    }
  },
});
