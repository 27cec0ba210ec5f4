import { readFile } from 'node:fs/promises';
import { flag, integerOr, list, text, textOr } from '@kojikit/command-line';
import { BUILD_STATES, type ListedBuild } from '@kojikit/protocol';
import { coreCommand } from '../../core-command.js';
import { CommandError, UsageError } from '../../errors.js';
import { formatTimeC } from '../../output/times.js';
import { needsCopies, type KeepRules } from '../../pruning/needed-copies.js';
import { removeCopies } from '../../pruning/remove-copies.js';
import type { HubSession } from '../../session/hub-session.js';
import { byText } from '../../text/by-text.js';

/** Builds in one answer of the hub. */
const PAGE = 50_000;
const DAY = 24 * 3600;

export const pruneSignedCopies = coreCommand({
  summary: 'Remove signed copies of builds that are not current any more',
  usage: '[options]',
  description: "Works in the hub's folder, which must be at hand and writable.",
  options: {
    test: flag(['-n', '--test'], 'only say what would be done'),
    verbose: flag(['-v', '--verbose'], 'say what is done'),
    days: integerOr(5, '--days', { help: 'how long a build must have been replaced (5)' }),
    package: text(['-p', '--package', '--pkg'], { help: 'builds of this package' }),
    build: text(['-b', '--build'], { help: 'this build' }),
    ignoreTags: list(['-i', '--ignore-tag'], { metavar: 'PATTERN', help: 'tags that do not matter' }),
    ignoreTagFile: text('--ignore-tag-file', { metavar: 'FILE', help: 'a file with patterns of such tags' }),
    protectTags: list(['-r', '--protect-tag'], {
      metavar: 'PATTERN',
      help: 'tags whose builds keep their copies even if they are not the latest',
    }),
    protectTagFile: text('--protect-tag-file', {
      metavar: 'FILE',
      help: 'a file with patterns of such tags',
    }),
    trashcan: textOr('trashcan', '--trashcan-tag', { metavar: 'TAG', help: 'tag of builds to be removed' }),
    debug: flag('--debug'),
  },
  async run(context) {
    const { hub, options, settings, print } = context;
    const ignoredTags = [...options.ignoreTags, ...(await linesOf(options.ignoreTagFile))];
    const protectedTags = [...options.protectTags, ...(await linesOf(options.protectTagFile))];
    const talkative = options.debug || settings.debug;
    const verbose = talkative || options.verbose;
    const debug = (line: string): void => {
      if (talkative) print(line);
    };
    const cutoff = Date.now() / 1000 - options.days * DAY;
    debug(`Cutoff date: ${formatTimeC(cutoff)}`);
    await context.activateSession();
    if (verbose && !options.build) print('Getting builds...');
    const builds = options.build
      ? [await oneBuild(hub, options.build)]
      : await finishedBuilds(hub, options.package);
    if (verbose && !options.build) print(`...got ${builds.length} builds`);
    const rules: KeepRules = { cutoff, ignoredTags, protectedTags, trashcan: options.trashcan, debug };
    const total = { files: 0, bytes: 0 };
    for (const build of builds.sort(byText(({ nvr }) => nvr))) {
      const { nvr, build_id: id, package_name: name } = build;
      debug(`DEBUG: ${nvr}`);
      if (await needsCopies(hub, { id, nvr, package: name }, rules)) continue;
      const rpms = await hub.call('listRPMs', { buildID: id });
      const removed = await removeCopies(context, build, rpms, { test: options.test, verbose, cutoff });
      if (!removed.signed) debug('(build has no signatures)');
      else if (removed.files === 0) debug('(build has no signed copies)');
      if (removed.files === 0) continue;
      total.files += removed.files;
      total.bytes += removed.bytes;
      if (!verbose) continue;
      const count = `Removed ${removed.files} signed copies (${removed.bytes} bytes)`;
      print(`Build: ${nvr}, ${count}. Total: ${total.files}/${total.bytes}`);
    }
    print('--- Grand Totals ---');
    print(`Files: ${total.files}`);
    print(`Bytes: ${total.bytes}`);
  },
});

async function linesOf(file: string | undefined): Promise<string[]> {
  if (!file) return [];
  return (await readFile(file, 'utf8'))
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
}

async function oneBuild(hub: HubSession, word: string): Promise<ListedBuild> {
  const build = await hub.call('getBuild', { buildInfo: word });
  if (!build) throw new UsageError(`No such build: ${word}`);
  return build;
}

async function finishedBuilds(hub: HubSession, packageName: string | undefined): Promise<ListedBuild[]> {
  const found = packageName ? await hub.call('getPackage', { info: packageName }) : undefined;
  if (found === null) throw new CommandError(`No such package: ${packageName}`);
  const builds: ListedBuild[] = [];
  for (let offset = 0; ; offset += PAGE) {
    const page = await hub.call('listBuilds', {
      state: BUILD_STATES.COMPLETE,
      packageID: found?.id,
      queryOpts: { limit: PAGE, offset, order: 'build_id' },
    });
    if (page.length === 0) return builds;
    builds.push(...page);
  }
}
