import { existsSync } from 'node:fs';
import { flag, integer, list, text } from '@kojikit/command-line';
import { compareText, PathInfo, statsAt, type ParamsOf } from '@kojikit/protocol';
import { buildHeadings, buildLine } from '../../builds/build-table.js';
import type { CommandContext } from '../../command.js';
import { coreCommand } from '../../core-command.js';
import { CommandError, UsageError } from '../../errors.js';
import { eventFromOptions, eventLine, eventOptions } from '../../history/event-options.js';
import { jsonOption, printJson } from '../../output/print-json.js';
import { knownTag } from '../../tags/known-tag.js';

type Query = Omit<ParamsOf<'listTagged'>, 'prefix'>;

export const listTagged = coreCommand({
  summary: 'List the builds or rpms in a tag',
  anonymous: true,
  usage: '[options] <tag> [<package>]',
  options: {
    arch: list('--arch', { help: 'rpms of this architecture (may be given several times)' }),
    rpms: flag('--rpms', 'rpms instead of builds'),
    inherit: flag('--inherit', 'inherited builds as well'),
    latest: flag('--latest', 'only the latest build of each package'),
    latestN: integer('--latest-n', { metavar: 'N', help: 'only the latest N builds of each package' }),
    quiet: flag('--quiet', 'leave out the headings'),
    paths: flag('--paths', 'show where the files are'),
    sigs: flag('--sigs', 'show the keys of signed rpms'),
    type: text('--type', { help: 'only builds of this type: maven, win, image or another' }),
    ...eventOptions,
    draftOnly: flag('--draft-only', 'only drafts'),
    noDraft: flag('--no-draft', 'no drafts'),
    json: jsonOption,
  },
  async run(context) {
    const { args, hub, options, settings, print } = context;
    const [tag, name] = args;
    if (tag === undefined) throw new UsageError('A tag name must be specified');
    if (args.length > 2) throw new UsageError('Only one package name may be specified');
    if (options.noDraft && options.draftOnly) throw new UsageError('--draft-only conflicts with --no-draft');
    await context.ensureConnection();
    const query: Query = {
      tag,
      latest: options.latestN ?? options.latest,
      inherit: options.inherit,
      package: name || undefined,
    };
    if (options.type) query.type = options.type;
    else if (options.noDraft) query.draft = false;
    else if (options.draftOnly) query.draft = true;
    const event = await eventFromOptions(context, options);
    const quiet = options.quiet || settings.quiet;
    if (event) {
      query.event = event.id;
      if (!quiet && !options.json) print(eventLine(event));
    }
    await knownTag(hub, tag, { event: event?.id });
    if (options.sigs && options.paths && !existsSync(`${settings.topdir}/packages`)) {
      throw new CommandError(`'list-tagged --sigs --paths' requires accessible ${settings.topdir}/packages`);
    }
    const asRpms = options.rpms || options.sigs || options.arch.length > 0;
    const rpmQuery = {
      ...query,
      arch: options.arch.length > 0 ? options.arch : undefined,
      rpmsigs: options.sigs || undefined,
    };
    if (options.json) {
      return printJson(
        context,
        asRpms ? await hub.call('listTaggedRPMS', rpmQuery) : await hub.call('listTagged', query),
      );
    }
    let lines: string[];
    if (asRpms) lines = await rpmLines(context, rpmQuery, options);
    else {
      const builds = await hub.call('listTagged', query);
      const topdir = options.paths ? settings.topdir : undefined;
      lines = builds.map((build) => buildLine(build, options.type, topdir));
      if (!quiet) for (const line of buildHeadings(options.type)) print(line);
    }
    for (const line of lines.sort(compareText)) print(line);
  },
});

async function rpmLines(
  { hub, settings, warn }: Pick<CommandContext, 'hub' | 'settings' | 'warn'>,
  query: ParamsOf<'listTaggedRPMS'>,
  { paths, sigs }: { paths: boolean; sigs: boolean },
): Promise<string[]> {
  const [rpms = [], builds = []] = await hub.call('listTaggedRPMS', query);
  if (!paths) {
    return rpms.map((rpm) => {
      const draft = rpm.draft ? ` (,draft_${rpm.build_id})` : '';
      return `${sigs ? `${rpm.sigkey} ` : ''}${rpm.name}-${rpm.version}-${rpm.release}.${rpm.arch}${draft}`;
    });
  }
  const places = new PathInfo(settings.topdir);
  const folders = new Map<number, string>();
  for (const build of builds) {
    const folder = places.build(build);
    if (sigs && !statsAt(folder)?.isDirectory()) {
      warn(`Build directory not found: ${folder}`);
    } else folders.set(build.id, folder);
  }
  return rpms.flatMap((rpm) => {
    const folder = folders.get(rpm.build_id);
    if (folder === undefined) return [];
    if (!sigs) return [`${folder}/${places.rpm(rpm)}`];
    const signed = `${folder}/${places.signed(rpm, rpm.sigkey ?? '')}`;
    return existsSync(signed) ? [signed] : [];
  });
}
