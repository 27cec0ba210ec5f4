import { flag, list, toggle } from '@kojikit/command-line';
import type { Tag } from '@kojikit/protocol';
import { formatNvr, parseNvr, type Nvr } from '@kojikit/rpm';
import type { CommandContext } from '../../command.js';
import { coreCommand } from '../../core-command.js';
import { CommandError, UsageError } from '../../errors.js';
import { awaitRepo, printRepo, repoWait } from '../../repos/await-repo.js';
import { findRepoTag } from '../../repos/find-repo-tag.js';
import { knowsRepoRequests } from '../../repos/knows-repo-requests.js';
import { repoWaitOptions } from '../../repos/repo-options.js';
import { RepoWatcher } from '../../repos/repo-watcher.js';
import { waitForNextRepo } from '../../repos/wait-for-next-repo.js';
import { hubVersion } from '../../session/hub-version.js';

export const waitRepo = coreCommand({
  summary: 'Wait for a repo of a tag',
  anonymous: true,
  usage: '[options] <tag>',
  options: {
    builds: list('--build', { metavar: 'NVR', help: 'wait for a repo with this build' }),
    target: flag('--target', 'the argument is a build target'),
    request: toggle(
      {
        on: '--request',
        onHelp: 'request the repo (needs a login)',
        off: '--no-request',
        offHelp: 'just wait (the default)',
      },
      undefined,
    ),
    ...repoWaitOptions,
  },
  async run(context) {
    const { args, hub, options, settings, print, warn } = context;
    const builds = options.builds.map(parseNvr);
    const [name] = args;
    if (name === undefined) throw new UsageError('Please specify a tag name');
    if (args.length > 1) throw new UsageError('Only one tag may be specified');
    const quiet = options.quiet || settings.quiet;
    const old = !knowsRepoRequests(await hubVersion(hub));
    if (options.request) {
      if (old) throw new CommandError('Hub does not support repo requests');
      settings.noauth = false;
      await context.activateSession();
    } else if (options.request === undefined && !old) {
      warn('The --request option is recommended for faster results');
    }
    await context.ensureConnection();
    const tag = await findRepoTag(hub, name, options.target);
    if (!options.target) await warnOfTargets(context, tag);
    if (!options.request && !old && !tag.extra['repo.auto']) {
      warn('This tag is not configured for automatic regeneration');
    }
    for (const build of builds) await warnOfBuild(context, build, tag);
    const wait = repoWait(context, options);
    if (old) {
      const { found, message } = await waitForNextRepo(hub, tag, builds, wait);
      if (!found) throw new CommandError(quiet ? '' : message);
      if (!quiet) print(message);
      return;
    }
    const wish = builds.length > 0 ? { builds: options.builds } : { minEvent: 'last' as const };
    const watcher = await RepoWatcher.create(hub, tag.id, wish, wait);
    const repo = await awaitRepo(watcher.waitForRepo(!options.request), quiet);
    if (!quiet) printRepo(context, repo);
  },
});

async function warnOfTargets({ hub, warn }: CommandContext, tag: Tag): Promise<void> {
  const building = await hub.call('getBuildTargets', { buildTagID: tag.id });
  if (building.length > 0) return;
  warn(`${tag.name} is not a build tag for any target`);
  const into = await hub.call('getBuildTargets', { destTagID: tag.id });
  const names = [...new Set(into.map((target) => target.build_tag_name))].sort();
  if (names.length > 0) warn(`Suggested tags: ${names.join(', ')}`);
}

async function warnOfBuild({ hub, warn }: CommandContext, build: Nvr, tag: Tag): Promise<void> {
  const { name } = build;
  const [latest] = await hub.call('getLatestBuilds', { tag: tag.id, package: name });
  if (!latest) return warn(`No ${name} builds in tag ${tag.name}`);
  const wanted = formatNvr(build);
  if (latest.nvr !== wanted) {
    warn(`nvr ${wanted} is not current in tag ${tag.name}\n  latest build is ${latest.nvr}`);
  }
}
