import {
  BUILD_STATES,
  type BuildDetails,
  hubCall,
  parseTaskParams,
  type Plain,
  type Task,
} from '@kojikit/protocol';
import { askTask } from '../../hub/ask-task.js';
import { inTreeOrder, type TreeRow } from '../../hub/tree-order.js';
import { isUnderWay } from '../../hub/under-way.js';
import type { Visitor } from '../../hub/visitor.js';
import { askTrees } from '../../live/watched-trees.js';
import { PageError } from '../../http/page-error.js';

/** What the page of a build shows. */
export interface BuildModel extends Plain<BuildDetails> {
  readonly task: Plain<Task> | undefined;
  /** What its task was asked, by name; nothing where that cannot be read. */
  readonly request: readonly (readonly [name: string, value: unknown])[];
  /** Of a build under way: its tasks, and when it should be done, in seconds. */
  readonly tasks: readonly TreeRow[];
  /** The task whose tree the page follows while it is under way, and what the hub calls the tree as it is shown. */
  readonly followed: { readonly task: number; readonly seen: string | undefined } | undefined;
  readonly estimate: number | undefined;
  /** The token to cancel it, where it is under way and the visitor may. */
  readonly cancel: string | undefined;
  /** Whether it is worth showing what needs a login. */
  readonly loggedIn: boolean;
  /** Where the hub's files are served. */
  readonly filesUrl: string;
}

/** Everything that the page of a build shows: two rounds of questions, the second about its task. */
export async function readBuild(
  visitor: Visitor,
  info: number | string,
  filesUrl: string,
): Promise<BuildModel> {
  if (typeof info === 'string' && !/^.+-[^-]+-[^-]+$/.test(info))
    throw new PageError(400, `buildID takes a number or a name-version-release, not “${info}”`);
  const details = (await visitor.one(hubCall('describeBuild', { buildInfo: info }))).value();
  if (details === null) throw new PageError(404, `There is no build ${info}`);
  const { build } = details;
  const under = build.state === BUILD_STATES.BUILDING;
  const { task, trees, average } = await visitor.all({
    task: build.task_id === null || under ? undefined : askTask(build.task_id, { request: true }),
    trees: build.task_id !== null && under ? askTrees({ taskIDs: [build.task_id], files: false }) : undefined,
    average: under ? hubCall('getAverageBuildDuration', { package: build.package_id }) : undefined,
  });
  const now = trees?.optional();
  const tasks = build.task_id === null ? [] : inTreeOrder([build.task_id], now?.tasks ?? []);
  const own = tasks[0] ?? task?.optional();
  const user = await visitor.user();
  const seconds = average?.optional();
  const mayCancel = user !== undefined && (user.id === build.owner_id || user.permissions.includes('admin'));
  return {
    ...details,
    task: own,
    request: own === undefined ? [] : requestOf(own),
    tasks,
    // The task of a build that is complete may still tag it.
    followed: own !== undefined && isUnderWay(own) ? { task: own.id, seen: now?.seen } : undefined,
    estimate: seconds === undefined ? undefined : (build.start_ts ?? build.creation_ts) + seconds,
    cancel: under && mayCancel ? visitor.token(`cancelbuild ${build.id}`) : undefined,
    loggedIn: user !== undefined,
    filesUrl,
  };
}

/* Requests of old tasks may be anything. */
function requestOf({ method, request }: Plain<Task>): (readonly [string, unknown])[] {
  try {
    return Object.entries(parseTaskParams(method, request ?? []));
  } catch {
    return [];
  }
}
