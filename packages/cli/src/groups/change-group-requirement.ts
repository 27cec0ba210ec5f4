import { coreCommand, type CoreCommand } from '../core-command.js';
import { UsageError } from '../errors.js';
import type { HubSession } from '../session/hub-session.js';

/** What is done to a requirement; keys as the hub's methods call them. */
type Change = (
  hub: HubSession,
  one: { readonly taginfo: string; readonly grpinfo: string; readonly reqinfo: string },
) => Promise<unknown>;

/** A command that does one thing to what a tag's group requires of another group. */
export function changeGroupRequirement(change: Change, about: Pick<CoreCommand, 'summary'>): CoreCommand {
  return coreCommand({
    ...about,
    usage: '<tag> <group> <required group>',
    options: {},
    async run({ args, hub, activateSession }) {
      if (args.length !== 3) throw new UsageError('You must specify a tag name and two group names');
      await activateSession();
      const [taginfo = '', grpinfo = '', reqinfo = ''] = args;
      await change(hub, { taginfo, grpinfo, reqinfo });
    },
  });
}
