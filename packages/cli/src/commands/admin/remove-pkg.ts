import { flag } from '@kojikit/command-line';
import { hubCall } from '@kojikit/protocol';
import { command } from '../../command.js';
import { CommandError, UsageError } from '../../errors.js';
import { listingTag, packageNames } from '../../packages/package-list.js';

export const removePkg = command({
  usage: '[options] <tag> <package> [<package> ...]',
  options: { force: flag('--force', 'do it even if builds of the package are tagged') },
  async run({ args, hub, options, warn, activateSession }) {
    const [tagName, ...packages] = args;
    if (tagName === undefined || packages.length === 0) {
      throw new UsageError('Please specify a tag and at least one package');
    }
    await activateSession();
    const tag = await listingTag(hub, tagName);
    const present = await packageNames(hub, tag.id);
    const missing = packages.filter((name) => !present.has(name));
    for (const name of missing) warn(`Package ${name} is not in tag ${tagName}`);
    if (missing.length > 0) throw new CommandError();
    const keywords = { force: options.force || null };
    await hub.batch(
      packages.map((name) => hubCall('packageListRemove', { taginfo: tagName, pkginfo: name, ...keywords })),
    );
  },
});
