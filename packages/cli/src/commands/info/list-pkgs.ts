import { isFault } from '@kojikit/protocol';
import { command } from '../../command.js';
import { CommandError, UsageError } from '../../errors.js';
import { eventFromOptions, eventLine, eventOptions } from '../../lib/event-options.js';
import { flag, text } from '../../options/define-option.js';
import { format } from '../../output/format.js';
import { jsonOption, printJson } from '../../output/print-json.js';
import type { HubSession } from '../../session/hub-session.js';

interface ListedPackage {
  package_name: string;
  tag_id?: number;
  tag_name?: string;
  extra_arches?: string | null;
  owner_name?: string;
  blocked?: boolean;
}

const COLUMNS = '%-23s %-23s %-16s %-15s';

export const listPkgs = command({
  usage: '[options]',
  options: {
    owner: text('--owner', { help: 'packages of this user' }),
    tag: text('--tag', { help: 'packages of this tag' }),
    package: text('--package', { help: 'tags that list this package' }),
    quiet: flag('--quiet', 'leave out the headings'),
    noinherit: flag('--noinherit', 'leave out inherited packages'),
    showBlocked: flag('--show-blocked', 'show blocked packages as well'),
    showDups: flag('--show-dups', 'show entries that another one overrides'),
    ...eventOptions,
    json: jsonOption,
  },
  async run(context) {
    const { args, hub, options, settings, print } = context;
    if (args.length > 0) throw new UsageError('This command takes no arguments');
    await context.ensureConnection();
    const filter: Record<string, unknown> = {};
    if (options.owner) filter['userID'] = await idOf(hub, 'getUser', 'user', options.owner);
    if (options.tag) filter['tagID'] = await idOf(hub, 'getTag', 'tag', options.tag);
    if (options.package) filter['pkgID'] = options.package;
    const everything = Object.keys(filter).length === 0;
    const query: Record<string, unknown> = {
      ...filter,
      inherited: !options.noinherit,
      // Hiding overridden entries means something only within one tag.
      with_dups: options.tag ? options.showDups || null : true,
    };
    const event = await eventFromOptions(context, options);
    if (event) {
      query['event'] = event.id;
      if (!options.json) print(eventLine(event));
    }
    if (everything) {
      const sense = 'makes sense only with --tag, --owner or --package';
      if (event) throw new UsageError(`--event and --ts ${sense}`);
      if (options.showBlocked) throw new UsageError(`--show-blocked ${sense}`);
    }
    if (options.showBlocked) query['with_blocked'] = true;
    const packages = await findPackages(hub, query);
    if (packages.length === 0) throw new CommandError('(no matching packages)');
    const shown = packages.filter((entry) => everything || options.showBlocked || !entry.blocked);
    if (options.json) return printJson(context, shown);
    if (!options.quiet && !settings.quiet) {
      print(everything ? 'Package' : format(COLUMNS, 'Package', 'Tag', 'Extra Arches', 'Owner'));
      print((everything ? [23] : [23, 23, 16, 15]).map((width) => '-'.repeat(width)).join(' '));
    }
    for (const entry of shown) print(everything ? entry.package_name : packageLine(entry));
  },
});

function packageLine(entry: ListedPackage): string {
  if (entry.tag_id === undefined) return entry.package_name;
  const { package_name: name, tag_name: tag, extra_arches: arches, owner_name: owner } = entry;
  return format(COLUMNS, name, tag, arches ?? '', owner) + (entry.blocked ? ' [BLOCKED]' : '');
}

async function idOf(hub: HubSession, method: string, what: string, name: string): Promise<number> {
  const found = await hub.call<{ id: number } | null>(method, [name]);
  if (!found) throw new UsageError(`No such ${what}: ${name}`);
  return found.id;
}

async function findPackages(hub: HubSession, query: Record<string, unknown>): Promise<ListedPackage[]> {
  try {
    return await hub.call<ListedPackage[]>('listPackages', [], query);
  } catch (error) {
    // Hubs before 1.25 show blocked packages always.
    if (!isFault(error, 'ParameterError') || !('with_blocked' in query)) throw error;
    return hub.call<ListedPackage[]>('listPackages', [], { ...query, with_blocked: undefined });
  }
}
