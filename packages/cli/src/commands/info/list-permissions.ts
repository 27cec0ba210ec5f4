import { flag, text } from '@kojikit/command-line';
import { isFault, type Permission } from '@kojikit/protocol';
import type { CommandContext } from '../../command.js';
import { coreCommand } from '../../core-command.js';
import { CommandError, LoggedError, UsageError } from '../../errors.js';
import { jsonOption, printJson } from '../../output/print-json.js';
import { byText } from '../../text/by-text.js';

const HEADING = 'Permission name';
const NARROWEST = 'Permission name   '.length;

export const listPermissions = coreCommand({
  summary: 'List permissions',
  usage: '[options]',
  options: {
    user: text('--user', { help: "this user's permissions" }),
    mine: flag('--mine', 'your permissions'),
    quiet: flag('--quiet', 'leave out the headings'),
    json: jsonOption,
  },
  async run(context) {
    const { args, hub, options, settings, print } = context;
    if (args.length > 0) throw new UsageError('This command takes no arguments');
    await context.activateSession();
    let user: string | number | undefined = options.user;
    if (options.mine) {
      const me = await hub.call('getLoggedInUser');
      if (!me) throw new LoggedError('TypeError', 'there are no permissions without login');
      user = me.id;
    }
    const permissions = user ? await permissionsOf(context, user) : await hub.call('getAllPerms');
    permissions.sort(byText((permission) => permission.name));
    if (options.json) return printJson(context, permissions);
    const width = Math.max(NARROWEST, ...permissions.map(({ name }) => name.length));
    if (!options.quiet && !settings.quiet) {
      const more = permissions[0]?.description ? '   Description'.padEnd(53) : '';
      print(HEADING.padEnd(width) + more);
      print('-'.repeat(width + more.length));
    }
    for (const { name, description } of permissions) {
      print(name.padEnd(width) + (description ? `   ${description}` : ''));
    }
  },
});

async function permissionsOf(
  { hub, warn }: CommandContext,
  name: string | number,
): Promise<Array<Pick<Permission, 'name'> & Partial<Permission>>> {
  const user = await hub.call('getUser', { userInfo: name });
  if (!user) throw new CommandError(`No such user: ${name}`);
  try {
    const granted = await hub.call('getUserPermsInheritance', { userID: user.id });
    return Object.entries(granted).map(([permission, groups]) =>
      groups.length === 1 && groups[0] === null
        ? { name: permission }
        : { name: permission, description: `inherited from: ${groups.join(', ')}` },
    );
  } catch (error) {
    // Hubs before 1.34 know no permissions of groups.
    if (!isFault(error, 'GenericError') || !error.message.includes('Invalid method')) throw error;
  }
  warn("Old hub doesn't support Inherited Group Permissions.");
  return (await hub.call('getUserPerms', { userID: user.id })).map((permission) => ({ name: permission }));
}
