import { flag, text } from '@kojikit/command-line';
import { hubCall, type ParamsOf } from '@kojikit/protocol';
import { parseArches } from '../../arguments/parse-arches.js';
import { coreCommand } from '../../core-command.js';
import { CommandError, UsageError } from '../../errors.js';
import { listingTag, packageNames, tagAndPackages } from '../../packages/package-list.js';

export const addPkg = coreCommand({
  summary: 'Add packages to the list of a tag',
  usage: '[options] --owner <owner> <tag> <package> [<package> ...]',
  options: {
    force: flag('--force', 'override blocks'),
    owner: text('--owner', { help: 'owner of the packages' }),
    extraArches: text('--extra-arches', { help: 'further architectures for the packages' }),
  },
  async run({ args, hub, options, print, activateSession }) {
    const { tag: tagName, packages } = tagAndPackages(args);
    if (!options.owner) throw new UsageError('Please specify an owner for the package(s)');
    if (!(await hub.call('getUser', { userInfo: options.owner }))) {
      throw new CommandError(`No such user: ${options.owner}`);
    }
    await activateSession();
    const tag = await listingTag(hub, tagName);
    const present = await packageNames(hub, tag.id);
    const added = packages.filter((name) => !present.has(name));
    for (const name of packages) {
      if (present.has(name)) print(`Package ${name} already exists in tag ${tagName}`);
    }
    const keywords: Partial<ParamsOf<'packageListAdd'>> = { force: options.force || null, block: false };
    if (options.extraArches) keywords['extra_arches'] = parseArches(options.extraArches);
    print(`Adding ${added.length} packages to tag ${tag.name}`);
    await hub.batch(
      added.map((name) =>
        hubCall('packageListAdd', { taginfo: tagName, pkginfo: name, owner: options.owner, ...keywords }),
      ),
    );
  },
});
