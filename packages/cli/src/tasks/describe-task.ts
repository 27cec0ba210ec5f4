import { GenericError, PathInfo, stateName, TASK_STATES, type Seconds } from '@kojikit/protocol';
import { formatTimeC } from '../output/times.js';
import type { HubSession } from '../session/hub-session.js';
import type { WaitReasons } from '../waiting/wait-reasons.js';
import { requestLines } from './request-lines.js';
import { taskOutput } from './task-output.js';

const BUILD_FOLDER = '/var/lib/mock';
const NO_OUTPUT = '  No outputs reported [1]';

/** How much `taskLinesLong` tells. */
export interface TaskDetail {
  /** The hub's folder. */
  topdir: string;
  /** The parameters as well. */
  verbose: boolean;
  /** Subtasks as well. */
  recurse: boolean;
  /** Knows why tasks wait that no host works on yet. Default: that is not told. */
  reasons?: WaitReasons;
}

/**
 * Everything about a task, as `koji taskinfo` shows it, part by part so that what is known can be printed early. Throws
 * GenericError when there is no such task.
 */
export async function* describeTask(
  hub: HubSession,
  id: number,
  detail: TaskDetail,
  level = 0,
): AsyncGenerator<string> {
  const indent = '  '.repeat(level);
  for (const line of await oneTask(hub, id, detail)) yield indent + line;
  yield '';
  if (!detail.recurse) return;
  const children = await hub.call('getTaskChildren', { task_id: id, request: true });
  for (const child of children.sort((a, b) => a.id - b.id)) {
    yield* describeTask(hub, child.id, detail, level + 1);
  }
}

/** Reasons that pass by themselves: a task that goes on in a moment is told of as Koji does. */
const ON_ITS_WAY: ReadonlySet<string> = new Set(['queued', 'next_run', 'assigned']);

async function oneTask(hub: HubSession, id: number, detail: TaskDetail): Promise<string[]> {
  const { topdir, verbose, reasons } = detail;
  const info = await hub.call('getTaskInfo', { task_id: id });
  if (!info) throw new GenericError(`No such task: ${id}`);
  const host = info.host_id ? await hub.call('getHost', { hostInfo: info.host_id }) : null;
  const roots = await hub.call('listBuildroots', { taskID: id });
  const [build] = await hub.call('listBuilds', { taskID: id });
  const paths = new PathInfo(topdir);
  const files = Object.entries(await taskOutput(hub, id)).flatMap(([name, volumes]) =>
    volumes.map((volume) => `${paths.task(id, volume)}/${name}`),
  );
  const logs = files.filter((file) => file.endsWith('.log'));
  const output = files.filter((file) => !file.endsWith('.log'));
  const owner = await hub.call('getUser', { userInfo: info.owner, strict: true });
  const notBegun = info.state === TASK_STATES.FREE || info.state === TASK_STATES.ASSIGNED;
  const waits = notBegun && reasons ? (await reasons.of(id)).filter(({ code }) => !ON_ITS_WAY.has(code)) : [];
  const time = (title: string, seconds: Seconds | null): string[] =>
    seconds ? [`${title}: ${formatTimeC(Math.floor(Number(seconds)))}`] : [];
  return [
    `Task: ${id}`,
    `Type: ${info.method}`,
    ...(verbose
      ? ['Request Parameters:', ...(await requestLines(hub, info, topdir)).map((line) => `  ${line}`)]
      : []),
    `Owner: ${owner.name}`,
    `State: ${(stateName(TASK_STATES, info.state) ?? '').toLowerCase()}`,
    ...waits.map(({ text }) => `Waiting: ${text}`),
    ...time('Created', info.create_ts),
    ...time('Started', info.start_ts),
    ...time('Finished', info.completion_ts),
    ...(host ? [`Host: ${host.name}`] : []),
    ...(build ? [`Build: ${build.nvr} (${build.build_id})`] : []),
    ...(roots.length > 0 ? ['Buildroots:'] : []),
    ...roots.map((root) => `  ${BUILD_FOLDER}/${root.tag_name}-${root.id}-${root.repo_id}/`),
    'Log Files:',
    ...(logs.length > 0 ? logs.map((path) => `  ${path}`) : [NO_OUTPUT]),
    'Output:',
    ...(output.length > 0 ? output.map((path) => `  ${path}`) : [NO_OUTPUT]),
    ...(logs.length > 0 && output.length > 0
      ? []
      : ['[1] Not all tasks produce outputs, and task outputs are not retained indefinitely.']),
  ];
}
