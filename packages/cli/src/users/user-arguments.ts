import type { User } from '@kojikit/protocol';
import { UsageError } from '../errors.js';
import type { HubSession } from '../session/hub-session.js';

/**
 * The one user name that a command takes. Throws UsageError.
 *
 * @param verb what the command does to the user, for the message
 */
export function oneUser(args: readonly string[], verb: string): string {
  const [name] = args;
  if (name === undefined) throw new UsageError(`You must specify the username of the user to ${verb}`);
  if (args.length > 1) throw new UsageError('This command only accepts one argument (username)');
  return name;
}

/** A user by name, who must exist. Throws UsageError. */
export async function knownUser(hub: HubSession, name: string): Promise<User> {
  const user = await hub.call('getUser', { userInfo: name });
  if (!user) throw new UsageError(`No such user: ${name}`);
  return user;
}

/** Users by name; the first that does not exist ends the command. Throws UsageError. */
export async function knownUsers(hub: HubSession, names: readonly string[]): Promise<User[]> {
  const users = [];
  for (const name of names) users.push(await knownUser(hub, name));
  return users;
}
