import { REPO_MERGE_MODES } from '@kojikit/protocol';
import { command } from '../../command.js';
import { UsageError } from '../../errors.js';
import { integer, text } from '../../options/define-option.js';

export const editExternalRepo = command({
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
    if (args.length !== 1) throw new UsageError('Incorrect number of arguments');
    const changes: Record<string, unknown> = {};
    if (options.url) changes['url'] = options.url;
    if (options.name) changes['name'] = options.name;
    const inTag: Record<string, unknown> = {};
    if (options.tag) {
      if (options.priority !== undefined) inTag['priority'] = options.priority;
      if (options.mode) inTag['merge_mode'] = options.mode;
      if (options.arches !== undefined) inTag['arches'] = options.arches;
      if (Object.keys(inTag).length === 0) {
        throw new UsageError('At least, one of priority and merge mode should be specified');
      }
      Object.assign(inTag, { tag_info: options.tag, repo_info: repo });
    }
    for (const name of ['priority', 'mode', 'arches'] as const) {
      if (!options.tag && options[name] !== undefined) {
        throw new UsageError(`If ${name} is specified, --tag must be specified as well`);
      }
    }
    const [some, someInTag] = [changes, inTag].map((values) => Object.keys(values).length > 0);
    if (!some && !someInTag) throw new UsageError('No changes specified');
    await activateSession();
    if (some) await hub.call('editExternalRepo', [repo], changes);
    if (someInTag) await hub.call('editTagExternalRepo', [], inTag);
  },
});
