import { flag } from '@kojikit/command-line';
import { hubCall } from '@kojikit/protocol';
import { parseArches } from '../../arguments/parse-arches.js';
import { coreCommand } from '../../core-command.js';
import { UsageError } from '../../errors.js';

export const setPkgArches = coreCommand({
  summary: 'Set the extra architectures of packages',
  usage: '[options] <arches> <tag> <package> [<package> ...]',
  options: { force: flag('--force', 'do it against the rules of the tag') },
  async run({ args, hub, options, activateSession }) {
    const [list = '', tag = '', ...packages] = args;
    if (packages.length === 0) {
      throw new UsageError('Please specify an archlist, a tag, and at least one package');
    }
    await activateSession();
    const arches = parseArches(list);
    const keywords = { force: options.force || null };
    await hub.batch(
      packages.map((name) =>
        hubCall('packageListSetArches', { taginfo: tag, pkginfo: name, arches, ...keywords }),
      ),
    );
  },
});
