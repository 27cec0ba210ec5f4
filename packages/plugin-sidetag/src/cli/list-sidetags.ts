import {
  command,
  flag,
  format,
  jsonOption,
  LoggedError,
  printJson,
  text,
  UsageError,
  type CommandContext,
} from '@kojikit/cli/plugin';
import type { DescribedSideTag } from '../api.js';

/** `koji list-sidetags`: the names of the side tags there are; on demand with all that is known of them. */
export const listSidetags = command({
  usage: '[options]',
  options: {
    baseTag: text('--basetag', { help: 'only those of this tag' }),
    user: text('--user', { help: 'only those of this user' }),
    mine: flag('--mine', 'only your own'),
    verbose: flag(['-v', '--verbose'], 'with owner, base, builds and expiry'),
    json: jsonOption,
  },
  async run(context) {
    const { args, hub, options, print } = context;
    if (args.length > 0) throw new UsageError('This command takes no arguments');
    if (options.mine && options.user) throw new UsageError('Specify only one from --user --mine');
    const user = options.mine ? await ownName(context) : (options.user ?? null);
    const filter = { basetag: options.baseTag ?? null, user };
    if (!options.json && !options.verbose) {
      for (const { name } of await hub.call('listSideTags', filter)) print(name);
      return;
    }
    const tags = await hub.call('describeSideTags', filter);
    if (options.json) printJson(context, tags.map(forPrograms));
    else printTable(context, tags);
  },
});

async function ownName({ hub, activateSession }: CommandContext): Promise<string> {
  await activateSession();
  const me = await hub.call('getLoggedInUser');
  if (me === null) throw new LoggedError('AuthError', '--mine needs a login');
  return me.name;
}

const ROW = '%-30s %-12s %-20s %6s  %s';

function printTable({ print }: Pick<CommandContext, 'print'>, tags: readonly DescribedSideTag[]): void {
  print(format(ROW, 'Name', 'Owner', 'Base', 'Builds', 'Expires'));
  for (const tag of tags) {
    const held = tag.holds.map(({ user_name: user, reason }) => `, held by ${user}: ${reason}`).join('');
    const expires = isoTime(tag.expires_ts) ?? 'never';
    print(
      format(ROW, tag.name, tag.user_name ?? '', tag.basetag_name ?? '', tag.builds, `${expires}${held}`),
    );
  }
}

/* Texts and plain numbers, so that nobody has to know how the hub counts time. */
function forPrograms(tag: DescribedSideTag): object {
  return {
    id: tag.id,
    name: tag.name,
    owner: tag.user_name,
    owners: tag.owners,
    base: tag.basetag_name,
    created: isoTime(tag.create_ts),
    age: Math.max(0, Math.floor(Date.now() / 1000) - tag.create_ts),
    builds: tag.builds,
    last_change: isoTime(tag.last_change_ts),
    expires: isoTime(tag.expires_ts),
    kept: tag.kept,
    warned: isoTime(tag.warned_ts),
    holds: tag.holds.map(({ user_name: user, reason, since, until }) => ({
      user,
      reason,
      since: isoTime(since),
      until: isoTime(until),
    })),
  };
}

function isoTime(seconds: number | null): string | null {
  return seconds === null ? null : new Date(seconds * 1000).toISOString().replace('.000Z', 'Z');
}
