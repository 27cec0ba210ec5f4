import { flag, text } from '@kojikit/command-line';
import { isFault, type ListedPackage, type ParamsOf } from '@kojikit/protocol';
import { coreCommand } from '../../core-command.js';
import { CommandError, UsageError } from '../../errors.js';
import { eventFromOptions, eventLine, eventOptions } from '../../history/event-options.js';
import { format } from '../../output/format.js';
import { jsonOption, printJson } from '../../output/print-json.js';
import type { HubSession } from '../../session/hub-session.js';

type Query = ParamsOf<'listPackages'>;

const COLUMNS = '%-23s %-23s %-16s %-15s';

export const listPkgs = coreCommand({
  summary: 'List packages of a tag or a user',
  anonymous: true,
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
    const everything = !options.owner && !options.tag && !options.package;
    const query: Query = {
      userID: options.owner
        ? found('user', options.owner, await hub.call('getUser', { userInfo: options.owner }))
        : undefined,
      tagID: options.tag
        ? found('tag', options.tag, await hub.call('getTag', { tagInfo: options.tag }))
        : undefined,
      pkgID: options.package || undefined,
      inherited: !options.noinherit,
      // Hiding overridden entries means something only within one tag.
      with_dups: options.tag ? options.showDups || null : true,
    };
    const event = await eventFromOptions(context, options);
    if (event) {
      query.event = event.id;
      if (!options.json) print(eventLine(event));
    }
    if (everything) {
      const sense = 'makes sense only with --tag, --owner or --package';
      if (event) throw new UsageError(`--event and --ts ${sense}`);
      if (options.showBlocked) throw new UsageError(`--show-blocked ${sense}`);
    }
    if (options.showBlocked) query.with_blocked = true;
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

function found(what: string, name: string, row: { readonly id: number } | null): number {
  if (!row) throw new UsageError(`No such ${what}: ${name}`);
  return row.id;
}

async function findPackages(hub: HubSession, query: Query): Promise<ListedPackage[]> {
  try {
    return await hub.call('listPackages', query);
  } catch (error) {
    // Hubs before 1.25 show blocked packages always.
    if (!isFault(error, 'ParameterError') || query.with_blocked === undefined) throw error;
    return hub.call('listPackages', { ...query, with_blocked: undefined });
  }
}
