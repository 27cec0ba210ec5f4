import { flag } from '@kojikit/command-line';
import { BUILDROOT_TYPES, PathInfo, pythonRepr, pythonText, type Build, type Rpm } from '@kojikit/protocol';
import type { CommandContext } from '../../command.js';
import { coreCommand } from '../../core-command.js';
import { CommandError, UsageError } from '../../errors.js';
import { format } from '../../output/format.js';
import { jsonOption, printJson } from '../../output/print-json.js';
import { formatTimeLong } from '../../output/times.js';
import type { HubSession } from '../../session/hub-session.js';

const ROOT_LINE = '  %8s %-28s %-8s %-29s';

export const rpminfo = coreCommand({
  summary: 'Show rpms',
  anonymous: true,
  usage: '[options] <n-v-r.a|id> [<n-v-r.a|id> ...]',
  options: {
    buildroots: flag('--buildroots', 'show build roots that the rpm was used in'),
    json: jsonOption,
  },
  async run(context) {
    const { args, hub, options, print, settings, warn } = context;
    if (args.length === 0) throw new UsageError('Please specify an RPM');
    await context.ensureConnection();
    const found: Rpm[] = [];
    for (const word of args) {
      const rpm = await hub.call('getRPM', { rpminfo: word });
      if (!rpm) {
        warn(`No such rpm: ${word}\n`);
        continue;
      }
      found.push(rpm);
      if (options.json) continue;
      for (const line of await rpmLines(hub, rpm, settings.topdir)) print(line);
      if (options.buildroots) await showRoots(context, rpm);
    }
    if (options.json) printJson(context, found);
    if (found.length < args.length) throw new CommandError();
  },
});

async function rpmLines(hub: HubSession, rpm: Rpm, topdir: string): Promise<string[]> {
  const external = Boolean(rpm.external_repo_id);
  return [
    `RPM: ${nameOf(rpm)}.${rpm.arch} [${rpm.id}]`,
    ...(rpm.draft ? ['Draft: YES'] : []),
    ...(external ? await externalLines(hub, rpm) : await buildLines(hub, rpm, topdir)),
    `SIGMD5: ${rpm.payloadhash}`,
    `Size: ${rpm.size}`,
    ...(external ? [] : await headerLines(hub, rpm)),
    ...(rpm.buildroot_id === null ? ['No buildroot data available'] : await rootLines(hub, rpm.buildroot_id)),
    ...(rpm.extra && Object.keys(rpm.extra).length > 0 ? [`Extra: ${pythonRepr(rpm.extra)}`] : []),
  ];
}

async function externalLines(hub: HubSession, rpm: Rpm): Promise<string[]> {
  const repo = await hub.call('getExternalRepo', { info: rpm.external_repo_id, strict: true });
  return [`External Repository: ${repo.name} [${repo.id}]`, `External Repository url: ${repo.url}`];
}

async function buildLines(hub: HubSession, rpm: Rpm, topdir: string): Promise<string[]> {
  const build = await hub.call('getBuild', { buildInfo: rpm.build_id ?? 0, strict: true });
  const source = rpm.arch === 'src' ? rpm : await sourceOf(hub, build);
  const paths = new PathInfo(topdir);
  return [
    `Build: ${build.nvr} [${build.id}]`,
    `RPM Path: ${paths.build(build)}/${paths.rpm(rpm)}`,
    `SRPM: ${source ? `${nameOf(source)} [${source.id}]` : '(none)'}`,
    `SRPM Path: ${source ? `${paths.build(build)}/${paths.rpm(source)}` : '(none)'}`,
    `Built: ${formatTimeLong(rpm.buildtime)}`,
  ];
}

async function sourceOf(hub: HubSession, build: Build): Promise<Rpm | undefined> {
  const [source] = await hub.call('listRPMs', { buildID: build.id, arches: 'src' });
  return source;
}

async function headerLines(hub: HubSession, rpm: Rpm): Promise<string[]> {
  const headers = await hub.call('getRPMHeaders', { rpmID: rpm.id, headers: ['license'] });
  return [
    ...('license' in headers ? [`License: ${pythonText(headers['license'])}`] : []),
    `Build ID: ${pythonText(rpm.build_id)}`,
  ];
}

async function rootLines(hub: HubSession, id: number): Promise<string[]> {
  const root = await hub.call('getBuildroot', { buildrootID: id, strict: true });
  if (root.br_type === BUILDROOT_TYPES.STANDARD) {
    const { tag_name: tag, arch, repo_id: repo } = root;
    return [
      `Buildroot: ${root.id} (tag ${pythonText(tag)}, arch ${pythonText(arch)}, repo ${pythonText(repo)})`,
      `Build Host: ${pythonText(root.host_name)}`,
      `Build Task: ${pythonText(root.task_id)}`,
    ];
  }
  return [
    `Content generator: ${pythonText(root.cg_name)}`,
    `Buildroot: ${root.id}`,
    `Build Host OS: ${pythonText(root.host_os)} (${pythonText(root.host_arch)})`,
  ];
}

async function showRoots({ hub, print }: Pick<CommandContext, 'hub' | 'print'>, rpm: Rpm): Promise<void> {
  const roots = await hub.call('listBuildroots', { rpmID: rpm.id, queryOpts: { order: 'buildroot.id' } });
  print(`Used in ${roots.length} buildroots:`);
  if (roots.length === 0) return;
  print(format(ROOT_LINE, 'id', 'build tag', 'arch', 'build host'));
  print(`  ${[8, 28, 8, 29].map((width) => '-'.repeat(width)).join(' ')}`);
  for (const { id, tag_name: tag, arch, host_name: host } of roots)
    print(format(ROOT_LINE, id, tag, arch, host));
}

/** Name, version and release, with the epoch in front if there is one. */
function nameOf({ epoch, name, version, release }: Rpm): string {
  return `${epoch === null ? '' : `${epoch}:`}${name}-${version}-${release}`;
}
