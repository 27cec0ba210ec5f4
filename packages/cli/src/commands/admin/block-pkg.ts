import { flag } from '@kojikit/command-line';
import { hubCall } from '@kojikit/protocol';
import { coreCommand } from '../../core-command.js';
import { requireListed, tagAndPackages } from '../../packages/package-list.js';

export const blockPkg = coreCommand({
  summary: 'Block packages in a tag',
  usage: '[options] <tag> <package> [<package> ...]',
  options: { force: flag('--force', 'override blocks and owners') },
  async run(context) {
    const { args, hub, options } = context;
    const { tag, packages } = tagAndPackages(args);
    await context.activateSession();
    await requireListed(context, tag, packages, {
      inherited: true,
      complaint: (name) => `Package ${name} doesn't exist in tag ${tag}`,
    });
    // Old hubs know no force, so it is only sent when it is asked for.
    const keywords = options.force ? { force: true } : {};
    await hub.batch(
      packages.map((name) => hubCall('packageListBlock', { taginfo: tag, pkginfo: name, ...keywords })),
    );
  },
});
