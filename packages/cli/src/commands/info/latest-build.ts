import { flag, text } from '@kojikit/command-line';
import { compareText, PathInfo, type TaggedBuild, type TaggedRpm } from '@kojikit/protocol';
import { buildHeadings, buildLine } from '../../builds/build-table.js';
import { coreCommand } from '../../core-command.js';
import { UsageError } from '../../errors.js';
import { jsonOption, printJson } from '../../output/print-json.js';
import type { HubSession } from '../../session/hub-session.js';

export const latestBuild = coreCommand({
  summary: 'Show the latest builds in a tag',
  anonymous: true,
  usage: '[options] <tag> <package> [<package> ...]',
  description:
    'The tag is a tag, not a build target: what a target builds from is in its build tag, ' +
    'which list-targets --name=<target> tells.',
  options: {
    arch: text('--arch', { help: 'the latest rpms of this architecture instead' }),
    all: flag('--all', 'the latest builds of all packages'),
    quiet: flag('--quiet', 'leave out the headings'),
    paths: flag('--paths', 'show where the files are'),
    type: text('--type', { help: 'only builds of this type: maven, win, image or another' }),
    json: jsonOption,
  },
  async run(context) {
    const { args, hub, options, settings, print } = context;
    const [tag, ...names] = args;
    if (tag === undefined) throw new UsageError('A tag name must be specified');
    await context.ensureConnection();
    if (options.all && names.length > 0) {
      throw new UsageError('A package name may not be combined with --all');
    }
    if (!options.all && names.length === 0) {
      throw new UsageError('A tag name and package name must be specified');
    }
    const packages = options.all ? [null] : names;
    if (options.json) {
      const found = [];
      for (const name of packages) found.push(...(await latest(hub, tag, name, options)));
      return printJson(context, found);
    }
    let headings = !options.quiet && !settings.quiet && !options.arch;
    for (const name of packages) {
      const lines = options.arch
        ? await rpmLines(
            hub,
            { tag, package: name, arch: options.arch },
            options.paths ? settings.topdir : undefined,
          )
        : (await latestBuilds(hub, tag, name, options.type)).map((build) =>
            buildLine(build, options.type, options.paths ? settings.topdir : undefined),
          );
      if (headings) for (const line of buildHeadings(options.type)) print(line);
      headings = false;
      for (const line of lines.sort(compareText)) print(line);
    }
  },
});

async function latest(
  hub: HubSession,
  tag: string,
  name: string | null,
  { arch, type }: { arch?: string; type?: string },
): Promise<Array<TaggedBuild | TaggedRpm>> {
  if (arch) return (await hub.call('getLatestRPMS', { tag, package: name, arch }))[0];
  return latestBuilds(hub, tag, name, type);
}

const latestBuilds = (hub: HubSession, tag: string, name: string | null, type?: string) =>
  hub.call('getLatestBuilds', { tag, package: name, type: type || undefined });

async function rpmLines(
  hub: HubSession,
  wanted: { tag: string; package: string | null; arch: string },
  topdir: string | undefined,
): Promise<string[]> {
  const { tag, package: name, arch } = wanted;
  const [rpms, builds] = await hub.call('getLatestRPMS', { tag, package: name, arch });
  if (topdir === undefined) {
    return rpms.map((rpm) => `${rpm.name}-${rpm.version}-${rpm.release}.${rpm.arch}`);
  }
  const paths = new PathInfo(topdir);
  const packageNames = new Map(builds.map((build) => [build.build_id, build.package_name]));
  return rpms.map((rpm) => {
    const build = { ...rpm, name: packageNames.get(rpm.build_id) ?? rpm.name };
    return `${paths.build(build)}/${paths.rpm(rpm)}`;
  });
}
