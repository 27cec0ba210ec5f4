import { hubCall } from '@kojikit/protocol';
import { coreCommand } from '../../core-command.js';
import { tagAndPackages } from '../../packages/package-list.js';

export const unblockPkg = coreCommand({
  summary: 'Unblock packages in a tag',
  usage: '<tag> <package> [<package> ...]',
  options: {},
  async run({ args, hub, activateSession }) {
    const { tag, packages } = tagAndPackages(args);
    await activateSession();
    await hub.batch(packages.map((name) => hubCall('packageListUnblock', { taginfo: tag, pkginfo: name })));
  },
});
