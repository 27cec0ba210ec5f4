import { command } from '../../command.js';
import { UsageError } from '../../errors.js';
import { parseArches } from '../../lib/parse-arches.js';
import { parseArgument } from '../../lib/parse-argument.js';
import { requirePermission } from '../../lib/require-permission.js';
import { splitPair } from '../../lib/split-pair.js';
import { flag, list, text } from '../../options/define-option.js';

export const addTag = command({
  usage: '[options] <name>',
  options: {
    parent: text('--parent', { help: 'inherit from this tag, with priority 0' }),
    arches: text('--arches', { help: 'architectures, separated by spaces or commas' }),
    mavenSupport: flag('--maven-support', 'make Maven repos for the tag'),
    includeAll: flag('--include-all', 'put all packages of the tag into its Maven repos'),
    extra: list(['-x', '--extra'], { metavar: 'key=value', help: 'set an extra option of the tag' }),
  },
  async run({ args, hub, options, activateSession }) {
    if (args.length !== 1) throw new UsageError('Please specify a name for the tag');
    await activateSession();
    await requirePermission({ hub }, 'tag');
    const keywords: Record<string, unknown> = {};
    if (options.parent) keywords['parent'] = options.parent;
    if (options.arches) keywords['arches'] = parseArches(options.arches);
    if (options.mavenSupport) keywords['maven_support'] = true;
    if (options.includeAll) keywords['maven_include_all'] = true;
    if (options.extra.length > 0) {
      const pairs = options.extra.map(splitPair);
      keywords['extra'] = Object.fromEntries(pairs.map(([key, value]) => [key, parseArgument(value)]));
    }
    await hub.call('createTag', [args[0]], keywords);
  },
});
