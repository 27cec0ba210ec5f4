import { flag, list, text } from '@kojikit/command-line';
import { buildLabel, hubCall, type Build, type ListedRpm, type Rpm } from '@kojikit/protocol';
import { isDebuginfo } from '@kojikit/rpm';
import { downloadArchive } from '../../archives/download-archive.js';
import { buildToDownload } from '../../builds/build-to-download.js';
import type { CommandContext } from '../../command.js';
import { coreCommand } from '../../core-command.js';
import { CommandError, UsageError } from '../../errors.js';
import { downloadRpm } from '../../rpms/download-rpm.js';
import type { HubSession } from '../../session/hub-session.js';

export const downloadBuild = coreCommand({
  summary: 'Fetch the files of a build',
  anonymous: true,
  usage: '[options] <n-v-r|build_id>',
  description:
    'Downloads the rpms of a build, or other files of it. A scratch build is none: see download-task.',
  options: {
    arches: list(['--arch', '-a'], { metavar: 'ARCH', help: 'only rpms for this architecture' }),
    type: text('--type', { help: 'files of this build type instead: maven, win, image, remote-sources …' }),
    latestFrom: text('--latestfrom', { metavar: 'TAG', help: 'the latest build of a package in this tag' }),
    debuginfo: flag('--debuginfo', 'debuginfo rpms as well'),
    taskId: flag('--task-id', 'the number is that of a task'),
    rpm: flag('--rpm', 'this rpm alone'),
    key: text('--key', { help: 'the copies signed with this key' }),
    fallbackUnsigned: flag('--fallback-unsigned', 'with --key: rpms without such a signature as they are'),
    topurl: text('--topurl', { metavar: 'URL', help: "URL of the hub's files" }),
    noprogress: flag('--noprogress', 'draw no bar'),
    quiet: flag(['-q', '--quiet'], 'say nothing'),
  },
  async run(context) {
    const { args, hub, options, settings } = context;
    const [word] = args;
    if (word === undefined) throw new UsageError('Please specify a package N-V-R or build ID');
    if (args.length > 1) throw new UsageError('Only a single package N-V-R or build ID may be specified');
    await context.ensureConnection();
    const { build, rpm } = await buildToDownload(hub, word, options);
    const topurl = options.topurl ?? settings.topurl;
    if (!topurl) throw new CommandError('You must specify --topurl to download files');
    const quiet = options.quiet || settings.quiet;
    const how = { topurl, quiet, noprogress: options.noprogress };
    if (options.type) {
      const archives = await hub.call('listArchives', { buildID: build.id, type: options.type });
      if (archives.length === 0) {
        throw new CommandError(`No ${options.type} archives available for ${buildLabel(build)}`);
      }
      for (const [index, archive] of archives.entries()) {
        await downloadArchive(context, build, archive, { ...how, place: placeOf(index, archives) });
      }
      return;
    }
    const listed = rpm ? [rpm] : await listRpms(hub, build, options.arches);
    const wanted = listed.filter(({ name }) => options.debuginfo || !isDebuginfo(name));
    const rpms = await withKeys(context, wanted, options);
    for (const [index, { rpm: each, sigkey }] of rpms.entries()) {
      await downloadRpm(context, build, each, { ...how, sigkey, place: placeOf(index, rpms) });
    }
  },
});

function placeOf(index: number, all: readonly unknown[]): { number: number; of: number } {
  return { number: index + 1, of: all.length };
}

async function listRpms(hub: HubSession, build: Build, arches: readonly string[]): Promise<ListedRpm[]> {
  const rpms = await hub.call('listRPMs', {
    buildID: build.id,
    arches: arches.length > 0 ? [...arches] : null,
  });
  if (rpms.length > 0) return rpms;
  const which = arches.length > 0 ? `${arches.join(' or ')} ` : '';
  throw new CommandError(`No ${which}packages available for ${buildLabel(build)}`);
}

/** Rpms with the key of the copy that is wanted; those without such a copy are told of, and left out or taken as they are. */
async function withKeys(
  { hub, warn }: CommandContext,
  rpms: readonly Rpm[],
  { key, fallbackUnsigned }: { key?: string; fallbackUnsigned: boolean },
): Promise<Array<{ rpm: Rpm; sigkey?: string }>> {
  if (!key) return rpms.map((rpm) => ({ rpm }));
  const signatures = await hub.batch(
    rpms.map(({ id }) => hubCall('queryRPMSigs', { rpm_id: id, sigkey: key })),
  );
  return rpms.flatMap((rpm, index) => {
    if ((signatures[index] ?? []).length > 0) return [{ rpm, sigkey: key }];
    const { name, version, release, arch } = rpm;
    warn(`No such sigkey ${key} for rpm ${name}-${version}-${release}-${arch}.rpm`);
    return fallbackUnsigned ? [{ rpm }] : [];
  });
}
