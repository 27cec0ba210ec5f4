import { flag } from '@kojikit/command-line';
import { hubCall } from '@kojikit/protocol';
import { coreCommand } from '../../core-command.js';
import { requireListed, tagAndPackages } from '../../packages/package-list.js';

export const removePkg = coreCommand({
  summary: 'Remove packages from the list of a tag',
  usage: '[options] <tag> <package> [<package> ...]',
  options: { force: flag('--force', 'do it even if builds of the package are tagged') },
  async run(context) {
    const { args, hub, options } = context;
    const { tag, packages } = tagAndPackages(args);
    await context.activateSession();
    await requireListed(context, tag, packages, {
      complaint: (name) => `Package ${name} is not in tag ${tag}`,
    });
    const force = options.force || null;
    await hub.batch(
      packages.map((name) => hubCall('packageListRemove', { taginfo: tag, pkginfo: name, force })),
    );
  },
});
