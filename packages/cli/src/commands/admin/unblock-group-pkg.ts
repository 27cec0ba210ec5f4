import { command } from '../../command.js';
import { UsageError } from '../../errors.js';

export const unblockGroupPkg = command({
  usage: '<tag> <group> <pkg> [<pkg> ...]',
  options: {},
  async run({ args, hub, activateSession }) {
    const [tag = '', group = '', ...packages] = args;
    if (packages.length === 0) {
      throw new UsageError('You must specify a tag name, group name, and one or more package names');
    }
    await activateSession();
    for (const name of packages)
      await hub.call('groupPackageListUnblock', { taginfo: tag, grpinfo: group, pkg_name: name });
  },
});
