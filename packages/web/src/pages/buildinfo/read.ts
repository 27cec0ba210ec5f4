import {
  BUILD_STATES,
  type BuildDetails,
  hubCall,
  parseTaskParams,
  type Plain,
  type Task,
} from '@kojikit/protocol';
import { inTreeOrder, type TreeRow } from '../../hub/tree-order.js';
import { isUnderWay } from '../../hub/under-way.js';
import type { Visitor } from '../../hub/visitor.js';
import { PageError } from '../../http/page-error.js';

/** What the page of a build shows. */
export interface BuildModel extends Plain<BuildDetails> {
  readonly task: Plain<Task> | undefined;
  /** What its task was asked, by name; nothing where that cannot be read. */
  readonly request: readonly (readonly [name: string, value: unknown])[];
  /** Its task and those below it. */
  readonly tasks: readonly TreeRow[];
  /** The task whose tree the page follows while it is under way, and what the hub calls the tree as it is shown. */
  readonly followed: { readonly task: number; readonly seen: string } | undefined;
  /** When it should be done, in seconds, while it is under way. */
  readonly estimate: number | undefined;
  /** The token to cancel it, where it is under way and the visitor may. */
  readonly cancel: string | undefined;
  /** Whether it is worth showing what needs a login. */
  readonly loggedIn: boolean;
  /** Where the hub's files are served. */
  readonly filesUrl: string;
}

/** Everything that the page of a build shows: one question. */
export async function readBuild(
  visitor: Visitor,
  info: number | string,
  filesUrl: string,
): Promise<BuildModel> {
  if (typeof info === 'string' && !/^.+-[^-]+-[^-]+$/.test(info))
    throw new PageError(400, `buildID takes a number or a name-version-release, not “${info}”`);
  const details = (await visitor.one(hubCall('describeBuild', { buildInfo: info }))).value();
  if (details === null) throw new PageError(404, `There is no build ${info}`);
  const { build, task_tree: tree, average_duration: seconds } = details;
  const under = build.state === BUILD_STATES.BUILDING;
  const tasks = build.task_id === null || tree === null ? [] : inTreeOrder([build.task_id], tree.tasks);
  const [own] = tasks;
  const user = await visitor.user();
  const mayCancel = user !== undefined && (user.id === build.owner_id || user.permissions.includes('admin'));
  return {
    ...details,
    task: own,
    request: own === undefined ? [] : requestOf(own),
    tasks,
    // The task of a build that is complete may still tag it.
    followed:
      tree !== null && own !== undefined && isUnderWay(own) ? { task: own.id, seen: tree.seen } : undefined,
    estimate: seconds === null ? undefined : (build.start_ts ?? build.creation_ts) + seconds,
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
