import { flag, text, textOr } from '@kojikit/command-line';
import { USER_TYPES, type ParamsOf } from '@kojikit/protocol';
import { coreCommand } from '../../core-command.js';
import { CommandError, UsageError } from '../../errors.js';
import { jsonOption, printJson } from '../../output/print-json.js';
import { hubVersion } from '../../session/hub-version.js';

export const listUsers = coreCommand({
  summary: 'List the users',
  anonymous: true,
  usage: '[options]',
  options: {
    usertype: textOr('NORMAL', '--usertype', { help: 'NORMAL (the default), HOST, GROUP, or "any" for all' }),
    prefix: text('--prefix', { help: 'only names that begin so' }),
    perm: text('--perm', { help: 'only users with this permission' }),
    inheritedPerm: flag('--inherited-perm', 'with --perm: count permissions of groups as well'),
    json: jsonOption,
  },
  async run(context) {
    const { args, hub, options, print, warn } = context;
    if (args.length > 0) throw new UsageError('This command takes no arguments');
    if (options.inheritedPerm && !options.perm) {
      throw new UsageError('inherited_perm option must be used with perm option');
    }
    await context.activateSession();
    const userType = typeOf(options.usertype);
    const keywords: ParamsOf<'listUsers'> = { userType };
    if (options.prefix) keywords.prefix = options.prefix;
    if (options.perm) {
      const permissions = await hub.call('getAllPerms');
      if (!permissions.some(({ name }) => name === options.perm)) {
        throw new CommandError(`Invalid permission: ${options.perm}`);
      }
      keywords.perm = options.perm;
      if (options.inheritedPerm) keywords.inherited_perm = true;
    }
    const users = await hub.call('listUsers', keywords);
    if (users.length === 0 && userType === null && olderThan(await hubVersion(hub), [1, 34, 1])) {
      warn('This hub does not support querying for all usertypes');
    }
    if (options.json) return printJson(context, users);
    for (const { name } of users) print(name);
  },
});

function typeOf(word: string): number | null {
  const name = word.toUpperCase();
  if (name === 'ANY' || name === 'ALL') return null;
  if (!Object.hasOwn(USER_TYPES, name)) throw new CommandError(`Invalid usertype: ${word}`);
  return USER_TYPES[name as keyof typeof USER_TYPES];
}

function olderThan(version: string, limit: readonly number[]): boolean {
  const parts = version.split('.').map(Number);
  for (const [index, wanted] of limit.entries()) {
    const have = parts[index] ?? 0;
    if (have !== wanted) return have < wanted;
  }
  return false;
}
