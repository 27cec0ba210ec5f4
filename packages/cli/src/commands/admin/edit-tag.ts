import { flag, list, text } from '@kojikit/command-line';
import type { Struct, TagChanges } from '@kojikit/protocol';
import { parseArches } from '../../arguments/parse-arches.js';
import { parseArgument } from '../../arguments/parse-argument.js';
import { splitPair } from '../../arguments/split-pair.js';
import { coreCommand } from '../../core-command.js';
import { UsageError } from '../../errors.js';

export const editTag = coreCommand({
  summary: 'Change a tag',
  usage: '[options] <name>',
  options: {
    arches: text('--arches', { help: 'architectures, separated by spaces or commas' }),
    perm: text('--perm', { help: 'require this permission' }),
    noPerm: flag('--no-perm', 'require no permission any more'),
    lock: flag('--lock', 'lock the tag'),
    unlock: flag('--unlock', 'unlock the tag'),
    rename: text('--rename', { help: 'new name' }),
    mavenSupport: flag('--maven-support', 'make Maven repos for the tag'),
    noMavenSupport: flag('--no-maven-support', 'make no Maven repos for the tag'),
    includeAll: flag('--include-all', 'put all packages of the tag into its Maven repos'),
    noIncludeAll: flag('--no-include-all', 'do not put all packages into its Maven repos'),
    extra: list(['-x', '--extra'], {
      metavar: 'key=value',
      help: 'set an extra option of the tag; the value may be JSON',
    }),
    removeExtra: list(['-r', '--remove-extra'], { metavar: 'key', help: 'remove an extra option' }),
    blockExtra: list(['-b', '--block-extra'], { metavar: 'key', help: 'do not inherit an extra option' }),
  },
  async run({ args, hub, options, activateSession }) {
    const [tag] = args;
    if (tag === undefined || args.length !== 1) throw new UsageError('Please specify a name for the tag');
    await activateSession();
    const changes: TagChanges = {};
    if (options.arches) changes.arches = parseArches(options.arches);
    if (options.noPerm) changes.perm = null;
    else if (options.perm) changes.perm = options.perm;
    if (options.unlock) changes.locked = false;
    if (options.lock) changes.locked = true;
    if (options.rename) changes.name = options.rename;
    if (options.mavenSupport) changes.maven_support = true;
    if (options.noMavenSupport) changes.maven_support = false;
    if (options.includeAll) changes.maven_include_all = true;
    if (options.noIncludeAll) changes.maven_include_all = false;
    if (options.extra.length > 0) changes.extra = extraOf(options.extra);
    changes.remove_extra = [...options.removeExtra];
    changes.block_extra = [...options.blockExtra];
    await hub.call('editTag2', { tagInfo: tag, ...changes });
  },
});

function extraOf(pairs: readonly string[]): Struct {
  const extra: Struct = {};
  for (const pair of pairs) {
    const [key, value] = splitPair(pair);
    if (Object.hasOwn(extra, key)) throw new UsageError(`Duplicate extra key: ${key}`);
    extra[key] = parseArgument(value, { json: true });
  }
  return extra;
}
