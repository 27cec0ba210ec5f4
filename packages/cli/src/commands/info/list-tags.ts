import { globPattern, isFault, matchesGlob } from '@kojikit/protocol';
import { command } from '../../command.js';
import { UsageError } from '../../errors.js';
import { byText } from '../../lib/sort.js';
import { flag, text } from '../../options/define-option.js';
import { jsonOption, printJson } from '../../output/print-json.js';
import type { HubSession } from '../../session/hub-session.js';

interface Tag {
  id: number;
  name: string;
  perm: string | null;
  locked: boolean;
}

export const listTags = command({
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
      package: await idOf(hub, 'getPackage', 'package', options.package),
      build: await idOf(hub, 'getBuild', 'build', options.build),
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

async function idOf(hub: HubSession, method: string, what: string, name?: string): Promise<number | null> {
  if (!name) return null;
  const found = await hub.call<{ id: number } | null>(method, [name]);
  if (!found) throw new UsageError(`No such ${what}: ${name}`);
  return found.id;
}

async function findTags(hub: HubSession, filter: object, patterns: readonly string[]): Promise<Tag[]> {
  if (patterns.length === 0) return hub.call<Tag[]>('listTags', [], { ...filter });
  try {
    const calls = patterns.map((pattern) => ({ method: 'listTags', keywords: { ...filter, pattern } }));
    return (await hub.batch<Tag[]>(calls)).flat();
  } catch (error) {
    // Hubs before 1.24 take no pattern.
    if (!isFault(error, 'ParameterError')) throw error;
  }
  const all = await hub.call<Tag[]>('listTags', [], { ...filter });
  const globs = patterns.map(globPattern);
  return all.filter((tag) => matchesGlob(tag.name, globs));
}
