import { flag } from '@kojikit/command-line';
import { coreCommand } from '../../core-command.js';
import { UsageError } from '../../errors.js';
import { jsonOption, printJson } from '../../output/print-json.js';

const TYPES: readonly string[] = ['package', 'build', 'tag', 'target', 'user', 'host', 'rpm', 'maven', 'win'];

export const search = coreCommand({
  summary: 'Search by pattern',
  anonymous: true,
  usage: `[options] <search_type> <pattern>\nAvailable search types: ${TYPES.join(', ')}`,
  options: {
    regex: flag(['-r', '--regex'], 'the pattern is a regular expression'),
    exact: flag('--exact', 'the pattern is the whole name'),
    json: jsonOption,
  },
  async run(context) {
    const { args, hub, options, print } = context;
    const [type, terms] = args;
    if (type === undefined) throw new UsageError('Please specify search type');
    if (terms === undefined) throw new UsageError('Please specify search pattern');
    if (!TYPES.includes(type)) throw new UsageError(`No such search type: ${type}`);
    const matchType = options.regex ? 'regexp' : options.exact ? 'exact' : 'glob';
    await context.ensureConnection();
    const found = await hub.call('search', { terms, type, matchType });
    if (options.json) return printJson(context, found);
    for (const { name } of found) print(name);
  },
});
