import { flag } from '@kojikit/command-line';
import { hubCall } from '@kojikit/protocol';
import { command } from '../../command.js';
import { CommandError, UsageError } from '../../errors.js';
import { listingTag, packageNames } from '../../packages/package-list.js';

export const blockPkg = command({
  usage: '[options] <tag> <package> [<package> ...]',
  options: { force: flag('--force', 'override blocks and owners') },
  async run({ args, hub, options, warn, activateSession }) {
    const [tagName, ...packages] = args;
    if (tagName === undefined || packages.length === 0) {
      throw new UsageError('Please specify a tag and at least one package');
    }
    await activateSession();
    const tag = await listingTag(hub, tagName);
    const present = await packageNames(hub, tag.id, true);
    const missing = packages.filter((name) => !present.has(name));
    for (const name of missing) warn(`Package ${name} doesn't exist in tag ${tagName}`);
    if (missing.length > 0) throw new CommandError();
    // Old hubs know no force, so it is only sent when it is asked for.
    const keywords = options.force ? { force: true } : {};
    await hub.batch(
      packages.map((name) => hubCall('packageListBlock', { taginfo: tagName, pkginfo: name, ...keywords })),
    );
  },
});
