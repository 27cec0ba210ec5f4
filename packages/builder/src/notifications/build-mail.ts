import { changelogLines, formatTimeLong } from '@kojikit/command-line';
import {
  BUILD_STATES,
  buildLabel,
  PathInfo,
  stateName,
  type Build,
  type ChangelogEntry,
  type Plain,
} from '@kojikit/protocol';
import type { Mail } from './send-mail.js';
import { inOneLine } from './mail-text.js';
import type { OutputFile, ToldTask } from './read-task-tree.js';

/** What the mail about a build says of it. */
export type ToldBuild = Pick<
  Plain<Build>,
  'id' | 'name' | 'package_name' | 'version' | 'release' | 'epoch' | 'state' | 'owner_name' | 'volume_name'
> & {
  readonly creation_ts: number | null;
  readonly completion_ts: number | null;
  readonly draft?: boolean | null | undefined;
  readonly task_id?: number | null | undefined;
};

/** What there is to say about a build that is over. */
export interface BuildNews {
  readonly build: ToldBuild;
  /** Name of the tag that it was meant for. */
  readonly tag: string | undefined;
  readonly tasks: readonly ToldTask[];
  /** What the task of a failed build ended with. */
  readonly outcome: string | undefined;
  /** Who has canceled the build. */
  readonly canceler: string | undefined;
  readonly changes: readonly ChangelogEntry[];
  /** The address of the pages. */
  readonly weburl: string;
  /** The address of the hub's files. */
  readonly topurl: string;
}

/** In this order the mail tells of tasks. */
const TOLD_STATES = ['failed', 'canceled', 'closed'];

/** Forms the mail about a build that is complete, failed or canceled, with the subject, headers and body of Koji's. */
export function buildMail(news: BuildNews): Omit<Mail, 'recipients'> {
  const { build } = news;
  const label = buildLabel(build);
  const tag = news.tag ?? 'None';
  const status = (stateName(BUILD_STATES, build.state) ?? 'unknown').toLowerCase();
  const owner = build.owner_name;
  return {
    subject: `Package: ${label} Tag: ${tag} Status: ${status} Built by: ${owner}`,
    headers: [
      ['X-Koji-Tag', tag],
      ['X-Koji-Package', build.package_name],
      ['X-Koji-Builder', owner],
      ['X-Koji-Status', status],
      ['X-Koji-Draft', build.draft === true ? 'True' : 'False'],
    ],
    text: [
      inOneLine(`Package: ${label}`),
      inOneLine(`Tag: ${tag}`),
      `Status: ${status}`,
      ...cancellation(news),
      inOneLine(`Built by: ${owner}`),
      `ID: ${build.id}`,
      `Started: ${formatTimeLong(build.creation_ts)}`,
      `Finished: ${formatTimeLong(build.completion_ts)}`,
      ...changes(news),
      '',
      ...failure(news, label),
      '',
      ...sources(news),
      ...TOLD_STATES.flatMap((state) => tasksIn(state, news)),
      '',
      ...(build.task_id ? [`Task Info: ${news.weburl}/taskinfo?taskID=${build.task_id}`] : []),
      `Build Info: ${news.weburl}/buildinfo?buildID=${build.id}`,
      '',
    ].join('\n'),
  };
}

function cancellation({ canceler }: BuildNews): string[] {
  return canceler === undefined ? [] : [inOneLine(`Canceled by: ${canceler}`)];
}

function changes({ changes: entries }: BuildNews): string[] {
  return entries.length === 0 ? [] : ['Changelog:', ...changelogLines(entries)];
}

function failure({ build, tasks, outcome }: BuildNews, label: string): string[] {
  if (build.state !== BUILD_STATES.FAILED) return [];
  const hosts = tasks
    .filter(({ host, state }) => host !== undefined && state === 'failed')
    .map(({ host, arch }) => `${host} (${arch})`);
  return ['', `${label} (${build.id}) failed on ${hosts.join(', ')}:`, `  ${outcome ?? 'Unknown'}`];
}

function sources({ tasks }: BuildNews): string[] {
  const names = [...new Set(tasks.flatMap(({ srpms }) => srpms))].sort();
  return names.length === 0 ? [] : ['SRPMS:', ...names.map((name) => `  ${name}`), ''];
}

function tasksIn(state: string, news: BuildNews): string[] {
  const tasks = news.tasks.filter((task) => task.state === state);
  if (tasks.length === 0) return [];
  const title = `${state.charAt(0).toUpperCase()}${state.slice(1)} tasks:`;
  return [title, '-'.repeat(title.length), '', ...tasks.flatMap((task) => describe(task, news)), ''];
}

function describe(task: ToldTask, { build, weburl, topurl }: BuildNews): string[] {
  const output = (file: OutputFile): string =>
    ` ${weburl}/getfile?taskID=${task.id}&name=${encodeURIComponent(file.name)}&volume=${encodeURIComponent(file.volume)}`;
  const folder = new PathInfo(topurl).build(build);
  const rpm = (name: string): string => ` ${[folder, task.buildArch, name].join('/')}`;
  return [
    task.host === undefined ? `Task ${task.id}` : `Task ${task.id} on ${task.host}`,
    inOneLine(`Task Type: ${task.label}`),
    ...listed('logs:', task.logs.map(output)),
    ...listed('rpms:', task.rpms.map(rpm)),
    ...listed('misc:', task.others.map(output)),
    '',
  ];
}

function listed(title: string, lines: readonly string[]): readonly string[] {
  return lines.length === 0 ? [] : [title, ...lines];
}
