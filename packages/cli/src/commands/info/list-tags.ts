import { flag, text } from '@kojikit/command-line';
import { globPattern, hubCall, isFault, matchesGlob, type ListedTag } from '@kojikit/protocol';
import { coreCommand } from '../../core-command.js';
import { UsageError } from '../../errors.js';
import { jsonOption, printJson } from '../../output/print-json.js';
import type { HubSession } from '../../session/hub-session.js';
import { byText } from '../../text/by-text.js';

export const listTags = coreCommand({
  summary: 'List the tags',
  anonymous: true,
  usage: '[options] [pattern ...]',
  options: {
    showId: flag('--show-id', 'show the ids of the tags'),
    verbose: flag('--verbose', 'show locks and required permissions'),
    unlocked: flag('--unlocked', 'leave out tags that are locked or require a permission'),
    build: text('--build', { help: 'only tags that hold this build' }),
    package: text('--package', { help: 'only tags that list this package' }),
    json: jsonOption,
  },
  async run(context) {
    const { args, hub, options, print } = context;
    await context.ensureConnection();
    const filter = {
      package: options.package
        ? found('package', options.package, await hub.call('getPackage', { info: options.package }))
        : null,
      build: options.build
        ? found('build', options.build, await hub.call('getBuild', { buildInfo: options.build }))
        : null,
    };
    let tags = (await findTags(hub, filter, args)).sort(byText((tag) => tag.name));
    if (options.unlocked) tags = tags.filter((tag) => !tag.locked && !tag.perm);
    if (options.json) return printJson(context, tags);
    for (const tag of tags) {
      const id = options.showId ? ` [${tag.id}]` : '';
      const locked = options.verbose && tag.locked ? ' [LOCKED]' : '';
      const permission = options.verbose && tag.perm ? ` [${tag.perm} perm required]` : '';
      print(`${tag.name}${id}${locked}${permission}`);
    }
  },
});

function found(what: string, name: string, row: { readonly id: number } | null): number {
  if (!row) throw new UsageError(`No such ${what}: ${name}`);
  return row.id;
}

interface Filter {
  readonly package: number | null;
  readonly build: number | null;
}

async function findTags(hub: HubSession, filter: Filter, patterns: readonly string[]): Promise<ListedTag[]> {
  if (patterns.length === 0) return hub.call('listTags', filter);
  try {
    const calls = patterns.map((pattern) => hubCall('listTags', { ...filter, pattern }));
    return (await hub.batch(calls)).flat();
  } catch (error) {
    // Hubs before 1.24 take no pattern.
    if (!isFault(error, 'ParameterError')) throw error;
  }
  const all = await hub.call('listTags', filter);
  const globs = patterns.map(globPattern);
  return all.filter((tag) => matchesGlob(tag.name, globs));
}
