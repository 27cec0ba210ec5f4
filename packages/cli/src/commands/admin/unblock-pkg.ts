import { hubCall } from '@kojikit/protocol';
import { command } from '../../command.js';
import { UsageError } from '../../errors.js';

export const unblockPkg = command({
  usage: '<tag> <package> [<package> ...]',
  options: {},
  async run({ args, hub, activateSession }) {
    const [tag = '', ...packages] = args;
    if (packages.length === 0) throw new UsageError('Please specify a tag and at least one package');
    await activateSession();
    await hub.batch(packages.map((name) => hubCall('packageListUnblock', { taginfo: tag, pkginfo: name })));
  },
});
