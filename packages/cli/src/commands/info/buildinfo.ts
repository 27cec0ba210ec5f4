import { flag } from '@kojikit/command-line';
import {
  BUILD_STATES,
  hubCall,
  PathInfo,
  pythonRepr,
  pythonText,
  stateName,
  taskLabel,
  type Build,
} from '@kojikit/protocol';
import { changelogLines } from '@kojikit/command-line';
import { digitsOrName } from '../../arguments/id-or-name.js';
import { buildArchiveLines } from '../../builds/build-archive-lines.js';
import { buildTaskId } from '../../builds/build-task.js';
import type { CommandContext } from '../../command.js';
import { coreCommand } from '../../core-command.js';
import { CommandError, UsageError } from '../../errors.js';
import { jsonOption, printJson } from '../../output/print-json.js';
import { formatTimeLong } from '../../output/times.js';
import type { HubSession } from '../../session/hub-session.js';

export const buildinfo = coreCommand({
  summary: 'Show builds',
  anonymous: true,
  usage: '[options] <n-v-r> [<n-v-r> ...]',
  options: { changelog: flag('--changelog', 'show the changelog'), json: jsonOption },
  async run(context) {
    const { args, hub, options, warn } = context;
    if (args.length === 0) throw new UsageError('Please specify a build');
    await context.ensureConnection();
    const found: Build[] = [];
    for (const word of args) {
      const build = await hub.call('getBuild', { buildInfo: digitsOrName(word) });
      if (!build) warn(`No such build: ${word}\n`);
      else {
        found.push(build);
        if (!options.json) await describe(context, build, options.changelog);
      }
    }
    if (options.json) printJson(context, found);
    if (found.length < args.length) throw new CommandError();
  },
});

async function describe(
  { hub, print, settings }: Pick<CommandContext, 'hub' | 'print' | 'settings'>,
  build: Build,
  changelog: boolean,
): Promise<void> {
  for (const line of await facts(hub, build)) print(line);
  for (const line of await buildArchiveLines(hub, build, settings.topdir)) print(line);
  for (const line of await rpmLines(hub, build, settings.topdir)) print(line);
  if (!changelog) return;
  const entries = await hub.call('getChangelogEntries', { buildID: build.id });
  if (entries.length > 0) for (const line of ['Changelog:', ...changelogLines(entries), '']) print(line);
}

async function facts(hub: HubSession, build: Build): Promise<string[]> {
  const taskId = buildTaskId(build);
  const task = taskId ? await hub.call('getTaskInfo', { task_id: taskId, request: true }) : null;
  const tags = await hub.call('listTags', { build: build.id });
  const maven = await hub.call('getMavenBuild', { buildInfo: build.id });
  const win = await hub.call('getWinBuild', { buildInfo: build.id });
  const { name, version, release, extra } = build;
  const when = <T>(value: T | null | undefined, lines: (value: T) => string[]): string[] =>
    value === null || value === undefined ? [] : lines(value);
  return [
    `BUILD: ${name}-${version}-${release} [${build.id}]`,
    ...(build.draft ? ['Draft: YES'] : []),
    `State: ${stateName(BUILD_STATES, build.state)}`,
    ...(build.state === BUILD_STATES.BUILDING ? [`Reserved by: ${pythonText(build.cg_name)}`] : []),
    `Built by: ${build.owner_name}`,
    ...when(build.source, (source) => [`Source: ${source}`]),
    ...when(build.volume_name, (volume) => [`Volume: ${volume}`]),
    `Task: ${task ? `${task.id} ${taskLabel(task)}` : 'none'}`,
    `Finished: ${formatTimeLong(build.completion_ts)}`,
    ...when(build.promotion_ts, (time) => [
      `Promoted by: ${pythonText(build.promoter_name)}`,
      `Promoted at: ${formatTimeLong(time)}`,
    ]),
    ...when(maven, ({ group_id: group, artifact_id: artifact, version: of }) => [
      `Maven groupId: ${group}`,
      `Maven artifactId: ${artifact}`,
      `Maven version: ${of}`,
    ]),
    ...when(win, ({ platform }) => [`Windows build platform: ${platform}`]),
    `Tags: ${tags.map((tag) => tag.name).join(' ')}`,
    ...(extra && Object.keys(extra).length > 0 ? [`Extra: ${pythonRepr(extra)}`] : []),
  ];
}

async function rpmLines(hub: HubSession, build: Build, topdir: string): Promise<string[]> {
  const rpms = await hub.call('listRPMs', { buildID: build.id });
  if (rpms.length === 0) return [];
  const signatures = await hub.batch(rpms.map(({ id }) => hubCall('queryRPMSigs', { rpm_id: id })));
  const paths = new PathInfo(topdir);
  const lines = rpms.map((rpm, index) => {
    const keys = (signatures[index] ?? []).map(({ sigkey }) => sigkey).filter((key) => key !== '');
    const signed = keys.length > 0 ? `\tSignatures: ${keys.sort().join(', ')}` : '';
    return `${paths.build(build)}/${paths.rpm(rpm)}${signed}`;
  });
  return ['RPMs:', ...lines];
}
