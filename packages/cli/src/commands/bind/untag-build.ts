import { flag } from '@kojikit/command-line';
import { hubCall, type TaggingChange } from '@kojikit/protocol';
import type { CommandContext } from '../../command.js';
import { coreCommand } from '../../core-command.js';
import { CommandError, LoggedError, UsageError } from '../../errors.js';
import type { HubSession } from '../../session/hub-session.js';

export const untagBuild = coreCommand({
  summary: 'Take builds out of a tag',
  usage: '[options] <tag> <pkg> [<pkg> ...]',
  options: {
    all: flag('--all', 'all builds of packages in the tag; the arguments are names of packages'),
    nonLatest: flag('--non-latest', 'as --all, but keep the latest build of each package'),
    test: flag(['-n', '--test'], 'only say what would be done'),
    verbose: flag(['-v', '--verbose'], 'say what is done'),
    force: flag('--force', 'do it against the rules of the tag, pass over builds that are not in it'),
  },
  async run(context) {
    const { args, hub, options, print } = context;
    const [tagName = '', ...names] = args;
    if (options.nonLatest && options.force) {
      if (args.length === 0) throw new UsageError('Please specify a tag');
    } else if (names.length === 0) {
      throw new UsageError(
        "This command takes at least two arguments: a tag name/ID and one or more package n-v-r's or package names",
      );
    }
    await context.activateSession();
    const tag = await hub.call('getTag', { tagInfo: tagName });
    if (!tag) throw new UsageError(`No such tag: ${tagName}`);
    const select = options.all ? allBuilds : options.nonLatest ? olderBuilds : namedBuilds;
    const builds = await select(context, tag.name, options);
    const calls = [];
    for (const build of builds.reverse()) {
      const nvr = nvrOf(build);
      if (options.test) print(`would have untagged ${nvr}`);
      else {
        if (options.verbose) print(`untagging ${nvr}`);
        const keywords = { force: options.force || null };
        calls.push(hubCall('untagBuild', { tag: tag.name, build: nvr, ...keywords }));
      }
    }
    await hub.batch(calls);
  },
});

type Selection = { force: boolean; verbose: boolean };

function nvrOf({ name, version, release }: TaggingChange): string {
  return `${name}-${version}-${release}`;
}

/** Builds that are in the tag now, of some packages or all. */
async function tagged(hub: HubSession, tag: string, packages?: readonly string[]): Promise<TaggingChange[]> {
  const keywords = { tag, active: true };
  const queries = packages ? packages.map((name) => ({ ...keywords, package: name })) : [keywords];
  const answers = await hub.batch(queries.map((query) => hubCall('queryHistory', query)));
  return answers.flatMap((answer) => answer.tag_listing ?? []);
}

/** The same of packages that the hub may not know. */
async function taggedIfKnown(
  hub: HubSession,
  tag: string,
  packages: readonly string[],
): Promise<TaggingChange[]> {
  const answers = await hub.batchSettled(
    packages.map((name) => hubCall('queryHistory', { tag, active: true, package: name })),
  );
  return answers.flatMap((answer, index) => {
    if (!(answer instanceof Error)) return answer.tag_listing ?? [];
    if (answer.message === `No such entry in table package: ${packages[index]}`) return [];
    throw answer;
  });
}

function allBuilds({ hub, args }: CommandContext): Promise<TaggingChange[]> {
  const [tag = '', ...packages] = args;
  return tagged(hub, tag, packages);
}

async function olderBuilds(
  { hub, args, print }: CommandContext,
  tagName: string,
  { force, verbose }: Selection,
): Promise<TaggingChange[]> {
  const [tag = tagName, ...packages] = args;
  const builds = await tagged(hub, tag, force && packages.length === 0 ? undefined : packages);
  const seen = new Set<string>();
  return builds
    .sort((a, b) => b.create_event - a.create_event)
    .filter((build) => {
      if (seen.has(build.name)) return true;
      seen.add(build.name);
      if (verbose) print(`Leaving latest build for package ${build.name}: ${nvrOf(build)}`);
      return false;
    });
}

async function namedBuilds(
  { hub, args, warn }: CommandContext,
  tagName: string,
  { force }: Selection,
): Promise<TaggingChange[]> {
  const [tag = tagName, ...names] = args;
  const packages = new Set(names.map(packageOf));
  const byNvr = new Map((await taggedIfKnown(hub, tag, [...packages])).map((build) => [nvrOf(build), build]));
  const builds: TaggingChange[] = [];
  for (const nvr of names) {
    const found = byNvr.get(nvr);
    if (found) {
      builds.push(found);
      continue;
    }
    const exists = await hub.call('getBuild', { buildInfo: nvr });
    warn(exists ? `Build ${nvr} not in tag ${tagName}` : `No such build: ${nvr}`);
    if (!force) throw new CommandError();
  }
  return builds;
}

function packageOf(nvr: string): string {
  const match = /^(.+)-[^-]+-[^-]+$/.exec(nvr);
  if (!match) throw new LoggedError('GenericError', `invalid format: ${nvr}`);
  return match[1] as string;
}
