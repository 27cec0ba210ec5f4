import { flag } from '@kojikit/command-line';
import { hubCall } from '@kojikit/protocol';
import { coreCommand } from '../../core-command.js';
import { UsageError } from '../../errors.js';

export const setPkgOwner = coreCommand({
  summary: 'Set the owner of packages in a tag',
  usage: '[options] <owner> <tag> <package> [<package> ...]',
  options: { force: flag('--force', 'do it against the rules of the tag') },
  async run({ args, hub, options, activateSession }) {
    const [owner = '', tag = '', ...packages] = args;
    if (packages.length === 0) {
      throw new UsageError('Please specify an owner, a tag, and at least one package');
    }
    await activateSession();
    const keywords = { force: options.force || null };
    await hub.batch(
      packages.map((name) =>
        hubCall('packageListSetOwner', { taginfo: tag, pkginfo: name, owner, ...keywords }),
      ),
    );
  },
});
