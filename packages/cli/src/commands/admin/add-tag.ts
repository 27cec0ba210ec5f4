import { flag, list, text } from '@kojikit/command-line';
import { parseArches } from '../../arguments/parse-arches.js';
import { parseArgument } from '../../arguments/parse-argument.js';
import { splitPair } from '../../arguments/split-pair.js';
import { coreCommand } from '../../core-command.js';
import { UsageError } from '../../errors.js';
import { requirePermission } from '../../session/require-permission.js';

export const addTag = coreCommand({
  summary: 'Make a tag',
  usage: '[options] <name>',
  options: {
    parent: text('--parent', { help: 'inherit from this tag, with priority 0' }),
    arches: text('--arches', { help: 'architectures, separated by spaces or commas' }),
    mavenSupport: flag('--maven-support', 'make Maven repos for the tag'),
    includeAll: flag('--include-all', 'put all packages of the tag into its Maven repos'),
    extra: list(['-x', '--extra'], { metavar: 'key=value', help: 'set an extra option of the tag' }),
  },
  async run({ args, hub, options, activateSession }) {
    const [name] = args;
    if (name === undefined || args.length !== 1) throw new UsageError('Please specify a name for the tag');
    await activateSession();
    await requirePermission({ hub }, 'tag');
    const extra = options.extra.map(splitPair).map(([key, value]) => [key, parseArgument(value)] as const);
    await hub.call('createTag', {
      name,
      parent: options.parent || undefined,
      arches: options.arches ? parseArches(options.arches) : undefined,
      maven_support: options.mavenSupport || undefined,
      maven_include_all: options.includeAll || undefined,
      extra: extra.length > 0 ? Object.fromEntries(extra) : undefined,
    });
  },
});
