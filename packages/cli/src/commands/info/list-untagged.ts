import { command } from '../../command.js';
import { CommandError, UsageError } from '../../errors.js';
import { buildFolder, type BuildPlace } from '../../lib/hub-paths.js';
import { compareText } from '../../lib/sort.js';
import { flag } from '../../options/define-option.js';
import { jsonOption, printJson } from '../../output/print-json.js';
import { pythonText } from '../../output/python-text.js';
import type { HubSession } from '../../session/hub-session.js';

type Build = BuildPlace & { id: number };

export const listUntagged = command({
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
    if (name && (await hub.call('getPackageID', [name])) === null) {
      throw new CommandError(`No such package: ${name}`);
    }
    const builds = await hub.call<Build[]>('untaggedBuilds', [], name ? { name } : {});
    if (options.json) return printJson(context, builds);
    if (options.showReferences) print('(Showing build references)');
    const references = options.showReferences ? await referencesOf(hub, builds) : undefined;
    const lines = builds.map((build, index) => {
      const { name: packageName, version, release } = build;
      const text = options.paths
        ? buildFolder(settings.topdir, build)
        : `${packageName}-${version}-${release}`;
      return references ? `${text} ${references[index]}` : text;
    });
    for (const line of lines.sort(compareText)) print(line);
  },
});

async function referencesOf(hub: HubSession, builds: readonly Build[]): Promise<string[]> {
  const found = await hub.batch<Record<string, unknown>>(
    builds.map(({ id }) => ({ method: 'buildReferences', params: [id] })),
  );
  return found.map((references) =>
    [
      ['rpms', 'rpms'],
      ['component_of', 'images/archives'],
      ['archives', 'archives buildroots'],
    ]
      .map(([key = '', title]) => ({ title, value: references[key] }))
      .filter(({ value }) => (Array.isArray(value) ? value.length > 0 : Boolean(value)))
      .map(({ title, value }) => `${title}: ${pythonText(value)}`)
      .join(', '),
  );
}
