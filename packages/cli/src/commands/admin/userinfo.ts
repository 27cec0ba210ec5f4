import { isFault, stateName, USER_STATUS, USER_TYPES } from '@kojikit/protocol';
import { command } from '../../command.js';
import { UsageError } from '../../errors.js';
import { compareText } from '../../lib/sort.js';
import type { HubSession } from '../../session/hub-session.js';
import { jsonOption, printJson } from '../../output/print-json.js';

interface User {
  id: number;
  name: string;
  status: number;
  usertype: number;
  krb_principals?: string[];
  groups?: string[];
}

const CALLS_PER_USER = 4;

export const userinfo = command({
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
    const answers = await hub.batch(users.flatMap(callsAbout));
    if (options.json) return printJson(context, users);
    for (const [index, user] of users.entries()) {
      const [permissions, packages, tasks, builds] = answers.slice(index * CALLS_PER_USER) as [
        string[],
        number,
        number,
        number,
      ];
      for (const line of describe(user, permissions)) print(line);
      print(`Number of packages: ${packages}`);
      print(`Number of tasks: ${tasks}`);
      print(`Number of builds: ${builds}`);
      print();
    }
  },
});

async function findUsers(hub: HubSession, names: readonly string[]): Promise<Array<User | null>> {
  const calls = names.map((name) => ({ method: 'getUser', params: [name] }));
  try {
    return await hub.batch(calls.map((call) => ({ ...call, keywords: { groups: true } })));
  } catch (error) {
    // Hubs before 1.34 do not tell groups.
    if (!isFault(error, 'ParameterError')) throw error;
    return await hub.batch(calls);
  }
}

function callsAbout({ id }: User) {
  const count = { countOnly: true };
  return [
    { method: 'getUserPerms', params: [id] },
    { method: 'listPackages', keywords: { userID: id, with_dups: true, queryOpts: count } },
    { method: 'listTasks', keywords: { opts: { owner: id, parent: null }, queryOpts: count } },
    { method: 'listBuilds', keywords: { userID: id, queryOpts: count } },
  ];
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
