import { flag, integer, list, text, toggle } from '@kojikit/command-line';
import type { CommandContext } from '../../command.js';
import { coreCommand } from '../../core-command.js';
import { UsageError } from '../../errors.js';
import { uniquePath } from '../../files/unique-path.js';
import { distRepoArches } from '../../repos/dist-repo-arches.js';
import { findOldDistRepos } from '../../repos/find-old-dist-repos.js';
import { uploadExtraFile } from '../../repos/upload-extra-file.js';
import { knownTag } from '../../tags/known-tag.js';
import { waitOption, watchIfWanted } from '../../tasks/wait-option.js';

export const distRepo = coreCommand({
  summary: 'Have a repo made for distribution',
  usage: '[options] <tag> <key id> [<key id> ...]',
  description: "A tag's extra distrepo.cancel_others=True lets only the last of its dist repo tasks go on.",
  options: {
    allowMissing: flag('--allow-missing-signatures', 'take rpms without such a signature as they are'),
    arches: list(['-a', '--arch'], { metavar: 'ARCH', help: "only this architecture (all of the tag's)" }),
    withSource: flag('--with-src', 'with a repo of source rpms'),
    splitDebuginfo: flag('--split-debuginfo', 'with repos of their own for debuginfo rpms'),
    comps: text('--comps', { metavar: 'FILE', help: 'with this comps file' }),
    delta: list('--delta-rpms', { metavar: 'REPO', help: 'with delta rpms against a dist repo (id or tag)' }),
    event: integer('--event', { metavar: 'EVENT#', help: 'the tag as of this event' }),
    volume: text('--volume', { help: 'on this volume' }),
    latest: toggle({ off: '--non-latest', offHelp: 'older builds as well' }, true),
    multilib: text('--multilib', { metavar: 'FILE', help: 'with multilib packages as this file says' }),
    noInherit: flag('--noinherit', 'no inherited builds'),
    wait: waitOption,
    skipMissing: flag('--skip-missing-signatures', 'leave out rpms without such a signature'),
    zck: flag('--zck', 'with zchunk files'),
    zckDictDir: text('--zck-dict-dir', { metavar: 'DIR', help: "the builder's dictionaries for zchunk" }),
    writeSigned: flag('--write-signed-rpms', 'write signed copies first'),
    skipStat: toggle(
      {
        on: '--skip-stat',
        onHelp: 'do not look at each rpm again',
        off: '--no-skip-stat',
        offHelp: 'look at each rpm again',
      },
      undefined,
    ),
  },
  async run(context) {
    const { args, hub, options, print } = context;
    const [name, ...keys] = args;
    if (name === undefined) throw new UsageError('You must provide a tag to generate the repo from');
    if (keys.length === 0 && !options.allowMissing) {
      throw new UsageError('Please specify one or more GPG key IDs (or --allow-missing-signatures)');
    }
    if (options.allowMissing && options.skipMissing) {
      throw new UsageError('allow_missing_signatures and skip_missing_signatures are mutually exclusive');
    }
    await context.activateSession();
    const folder = uniquePath('cli-dist-repo');
    const comps = await uploadIfGiven(context, options.comps, folder);
    const delta = await findOldDistRepos(hub, options.delta);
    const tag = await knownTag(hub, name);
    const arches = await distRepoArches(context, tag, name, options.arches);
    const multilib = await uploadIfGiven(context, options.multilib, folder, () => checkMultilib(arches));
    const chosen = arches.filter((arch) => arch !== 'noarch');
    if (options.withSource && !chosen.includes('src')) chosen.push('src');
    if (chosen.length === 0) throw new UsageError('No arches left.');
    const taskId = await hub.call('distRepo', {
      tag: name,
      keys,
      arch: chosen,
      comps,
      delta,
      event: options.event ?? null,
      volume: options.volume ?? null,
      inherit: !options.noInherit,
      latest: options.latest,
      multilib,
      split_debuginfo: options.splitDebuginfo,
      skip_missing_signatures: options.skipMissing,
      allow_missing_signatures: options.allowMissing,
      zck: options.zck,
      zck_dict_dir: options.zckDictDir ?? null,
      write_signed_rpms: options.writeSigned,
      ...(options.skipStat !== undefined && { createrepo_skip_stat: options.skipStat }),
    });
    print(`Creating dist repo for tag ${name}`);
    return watchIfWanted(context, [taskId], options.wait);
  },
});

async function uploadIfGiven(
  context: CommandContext,
  file: string | undefined,
  folder: string,
  check?: () => void,
): Promise<string | null> {
  return file ? uploadExtraFile(context, file, folder, check) : null;
}

/** Multilib repos of an architecture need its 32-bit sister. */
function checkMultilib(arches: readonly string[]): void {
  for (const [wide, narrow] of [
    ['x86_64', 'i686'],
    ['s390x', 's390'],
    ['ppc64', 'ppc'],
  ] as const) {
    if (arches.includes(wide) && !arches.includes(narrow)) {
      throw new UsageError(`The multilib arch (${narrow}) must be included`);
    }
  }
}
