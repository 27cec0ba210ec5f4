import { coreCommand, type CoreCommand } from '../core-command.js';
import { UsageError } from '../errors.js';
import type { HubSession } from '../session/hub-session.js';

/** What is done to one package of a group; keys as the hub's methods call them. */
type Change = (
  hub: HubSession,
  one: { readonly taginfo: string; readonly grpinfo: string; readonly pkg_name: string },
) => Promise<unknown>;

/** A command that does one thing to each of some packages of a tag's group. */
export function changeGroupPackages(
  change: Change,
  about: Pick<CoreCommand, 'summary' | 'description'>,
): CoreCommand {
  return coreCommand({
    ...about,
    usage: '<tag> <group> <pkg> [<pkg> ...]',
    options: {},
    async run({ args, hub, activateSession }) {
      const [taginfo = '', grpinfo = '', ...packages] = args;
      if (packages.length === 0) {
        throw new UsageError('You must specify a tag name, group name, and one or more package names');
      }
      await activateSession();
      for (const name of packages) await change(hub, { taginfo, grpinfo, pkg_name: name });
    },
  });
}
