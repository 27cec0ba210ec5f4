import {
  compareText,
  hubCall,
  isFault,
  stateName,
  USER_STATUS,
  USER_TYPES,
  type User,
} from '@kojikit/protocol';
import { coreCommand } from '../../core-command.js';
import { UsageError } from '../../errors.js';
import { jsonOption, printJson } from '../../output/print-json.js';
import type { HubSession } from '../../session/hub-session.js';

export const userinfo = coreCommand({
  summary: 'Show users',
  anonymous: true,
  usage: '[options] <username> [<username> ...]',
  options: { json: jsonOption },
  async run(context) {
    const { args, hub, print, warn, options } = context;
    if (args.length === 0) throw new UsageError('You must specify at least one username');
    await context.ensureConnection();
    const found = await findUsers(hub, args);
    const users: User[] = [];
    for (const [index, user] of found.entries()) {
      if (user) users.push(user);
      else warn(`No such user: ${args[index]}\n`);
    }
    const about = [];
    for (const user of users) about.push(await hub.batch(callsAbout(user)));
    if (options.json) return printJson(context, users);
    for (const [index, user] of users.entries()) {
      const [permissions = [], packages, tasks, builds] = about[index] ?? [];
      for (const line of describe(user, permissions)) print(line);
      print(`Number of packages: ${packages}`);
      print(`Number of tasks: ${tasks}`);
      print(`Number of builds: ${builds}`);
      print();
    }
  },
});

async function findUsers(hub: HubSession, names: readonly string[]): Promise<Array<User | null>> {
  try {
    return await hub.batch(names.map((name) => hubCall('getUser', { userInfo: name, groups: true })));
  } catch (error) {
    // Hubs before 1.34 do not tell groups.
    if (!isFault(error, 'ParameterError')) throw error;
    return await hub.batch(names.map((name) => hubCall('getUser', { userInfo: name })));
  }
}

function callsAbout({ id }: User) {
  const count = { countOnly: true } as const;
  return [
    hubCall('getUserPerms', { userID: id }),
    hubCall('listPackages', { userID: id, with_dups: true, queryOpts: count }),
    hubCall('listTasks', { opts: { owner: id, parent: null }, queryOpts: count }),
    hubCall('listBuilds', { userID: id, queryOpts: count }),
  ] as const;
}

function describe(user: User, permissions: readonly string[]): string[] {
  const inner = (items: readonly string[]): string[] => items.map((item) => `  ${item}`);
  return [
    `User name: ${user.name}`,
    `User ID: ${user.id}`,
    ...(user.krb_principals ? ['krb principals:', ...inner(user.krb_principals)] : []),
    ...(permissions.length > 0 ? ['Permissions:', ...inner(permissions)] : []),
    ...(user.groups?.length ? ['Groups:', ...inner(user.groups.toSorted(compareText))] : []),
    `Status: ${stateName(USER_STATUS, user.status)}`,
    `Usertype: ${stateName(USER_TYPES, user.usertype)}`,
  ];
}
