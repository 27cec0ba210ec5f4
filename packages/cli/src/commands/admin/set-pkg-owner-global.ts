import { flag, text } from '@kojikit/command-line';
import type { PackageInTag, User } from '@kojikit/protocol';
import { coreCommand } from '../../core-command.js';
import { CommandError, UsageError } from '../../errors.js';
import type { HubSession } from '../../session/hub-session.js';

export const setPkgOwnerGlobal = coreCommand({
  summary: 'Set the owner of packages in all tags',
  usage: '[options] <owner> <package> [<package> ...]',
  options: {
    verbose: flag('--verbose', 'say what is done'),
    test: flag('--test', 'only say what would be done'),
    oldUser: text(['--old-user', '--from'], { help: 'only packages that this user owns' }),
  },
  async run({ args, hub, options, print, activateSession }) {
    const [owner = '', ...packages] = args;
    if (options.oldUser && args.length === 0) throw new UsageError('Please specify an owner');
    if (!options.oldUser && packages.length === 0) {
      throw new UsageError('Please specify an owner and at least one package');
    }
    await activateSession();
    const user = await userNamed(hub, owner);
    const oldUser = options.oldUser ? await userNamed(hub, options.oldUser) : undefined;
    const filter = { with_dups: true, ...(oldUser && { userID: oldUser.id }) };
    const entries: PackageInTag[] = [];
    for (const name of packages) {
      const found = await hub.call('listPackages', { pkgID: name, ...filter });
      if (found.length === 0) print(`No data for package ${name}`);
      entries.push(...found);
    }
    if (packages.length === 0 && oldUser) {
      entries.push(...(await hub.call('listPackages', { with_dups: true, userID: oldUser.id })));
      if (entries.length === 0) throw new CommandError(`No data for user ${oldUser.name}`);
    }
    for (const entry of entries) {
      const { package_name: name, tag_name: tag } = entry;
      if (entry.owner_id === user.id) {
        if (options.verbose) {
          print(`Preserving owner=${user.name} for package ${packages.at(-1) ?? name} in tag ${tag}`);
        }
        continue;
      }
      const change = `owner for ${name} in tag ${tag}: ${entry.owner_name} -> ${user.name}`;
      if (options.test) {
        print(`Would have changed ${change}`);
        continue;
      }
      if (options.verbose) print(`Changing ${change}`);
      await hub.call('packageListSetOwner', { taginfo: entry.tag_id, pkginfo: name, owner: user.id });
    }
  },
});

async function userNamed(hub: HubSession, name: string): Promise<User> {
  const user = await hub.call('getUser', { userInfo: name });
  if (!user) throw new CommandError(`No such user: ${name}`);
  return user;
}
