import { flag } from '@kojikit/command-line';
import { compareText, hubCall, PathInfo, pythonText, type UntaggedBuild } from '@kojikit/protocol';
import { coreCommand } from '../../core-command.js';
import { CommandError, UsageError } from '../../errors.js';
import { jsonOption, printJson } from '../../output/print-json.js';
import type { HubSession } from '../../session/hub-session.js';

export const listUntagged = coreCommand({
  summary: 'List builds that are in no tag',
  anonymous: true,
  usage: '[options] [<package>]',
  options: {
    paths: flag('--paths', 'show where the builds are'),
    showReferences: flag('--show-references', 'show what still needs the builds'),
    json: jsonOption,
  },
  async run(context) {
    const { args, hub, options, settings, print } = context;
    const [name] = args;
    if (args.length > 1) throw new UsageError('Only one package name may be specified');
    await context.ensureConnection();
    if (name && (await hub.call('getPackageID', { name })) === null) {
      throw new CommandError(`No such package: ${name}`);
    }
    const builds = await hub.call('untaggedBuilds', name ? { name } : {});
    if (options.json) return printJson(context, builds);
    if (options.showReferences) print('(Showing build references)');
    const references = options.showReferences ? await referencesOf(hub, builds) : undefined;
    const paths = new PathInfo(settings.topdir);
    const lines = builds.map((build, index) => {
      const { name: packageName, version, release } = build;
      const text = options.paths ? paths.build(build) : `${packageName}-${version}-${release}`;
      return references ? `${text} ${references[index]}` : text;
    });
    for (const line of lines.sort(compareText)) print(line);
  },
});

async function referencesOf(hub: HubSession, builds: readonly UntaggedBuild[]): Promise<string[]> {
  const found = await hub.batch(builds.map(({ id }) => hubCall('buildReferences', { build: id })));
  return found.map((references) =>
    [
      { title: 'rpms', value: references.rpms },
      { title: 'images/archives', value: references.component_of },
      { title: 'archives buildroots', value: references.archives },
    ]
      .filter(({ value }) => value !== undefined && value.length > 0)
      .map(({ title, value }) => `${title}: ${pythonText(value)}`)
      .join(', '),
  );
}
