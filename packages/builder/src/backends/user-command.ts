import { GenericError } from '@kojikit/protocol';
import { capture } from '../process/capture.js';
import { succeeded } from '../process/exit-status.js';

/** The command line in front of a program that makes it run as a user, with one supplementary group. */
export async function userCommand(user: string, group: string): Promise<string[]> {
  const account = (await entry('passwd', user)).split(':');
  const groupId = (await entry('group', group)).split(':')[2];
  return ['setpriv', `--reuid=${account[2]}`, `--regid=${account[3]}`, `--groups=${groupId}`, '--'];
}

/** The ids of a user and of a group. */
export async function accountOf(user: string, group: string): Promise<{ uid: number; gid: number }> {
  const uid = Number((await entry('passwd', user)).split(':')[2]);
  return { uid, gid: Number((await entry('group', group)).split(':')[2]) };
}

async function entry(database: 'passwd' | 'group', name: string): Promise<string> {
  const { status, output } = await capture(['getent', database, name]);
  if (succeeded(status)) return output.trim();
  throw new GenericError(`there is no ${database === 'passwd' ? 'user' : 'group'} ${name} on this host`);
}
