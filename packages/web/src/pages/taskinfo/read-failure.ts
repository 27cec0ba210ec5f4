import {
  hubCall,
  parseTaskParams,
  type Plain,
  type ResultOf,
  type TaskFailure,
  type TaskFile,
  taskLabel,
} from '@kojikit/protocol';
import type { TreeRow } from '../../hub/tree-order.js';
import type { Visitor } from '../../hub/visitor.js';
import { chooseLog } from './choose-log.js';
import type { Excerpt } from './find-error.js';
import { missingDependencies } from './missing-dependencies.js';

/** What failed first in a tree of tasks. */
export interface Failure extends Pick<Plain<TaskFailure>, 'fault' | 'comparison'> {
  readonly task: TreeRow;
  readonly label: string;
  readonly log: (Pick<TaskFile, 'name' | 'volume'> & { readonly excerpt: Excerpt }) | undefined;
  /** What the log says is missing, and what became of it in the tag. */
  readonly missing: Missing | undefined;
}

export interface Missing {
  readonly tag: number | string;
  readonly packages: Plain<ResultOf<'explainMissingPackages'>>;
}

/** What failed, out of what the hub tells of it. Asks once more when the log says that something is missing. */
export async function readFailure(
  visitor: Visitor,
  { task_id: id, fault, logs, comparison }: Plain<TaskFailure>,
  tree: readonly TreeRow[],
): Promise<Failure | undefined> {
  const task = tree.find((one) => one.id === id);
  if (task === undefined) return undefined;
  const texts = logs.map((log) => ({ ...log, text: Buffer.from(log.data, 'base64').toString('utf8') }));
  const chosen = chooseLog(texts, fault?.message ?? '');
  const excerpt = chosen && inFile(chosen.excerpt, chosen.first_line - 1);
  return {
    task,
    label: taskLabel(task),
    fault,
    log: chosen && excerpt && { name: chosen.name, volume: chosen.volume, excerpt },
    missing: excerpt && (await readMissing(visitor, task, excerpt)),
    comparison,
  };
}

/* Numbers as they are in the whole file, of which the end was read. */
function inFile(excerpt: Excerpt, before: number): Excerpt {
  const { first, telling, command } = excerpt;
  return {
    ...excerpt,
    first: first + before,
    telling: telling === undefined ? undefined : telling + before,
    command: command && { ...command, line: command.line + before },
  };
}

async function readMissing(visitor: Visitor, task: TreeRow, excerpt: Excerpt): Promise<Missing | undefined> {
  const names = missingDependencies(excerpt);
  const tag = buildTagOf(task);
  if (names.length === 0 || tag === undefined) return undefined;
  // Everybody is told the same.
  const reply = await visitor.anonymously(hubCall('explainMissingPackages', { tag, names: [...names] }));
  const packages = reply.optional();
  return packages && { tag, packages };
}

/* The tag whose repo the build root is made from. */
function buildTagOf({ method, request }: TreeRow): number | string | undefined {
  try {
    const params = parseTaskParams(method, request ?? []);
    const tag = params['root'] ?? params['build_tag'];
    return typeof tag === 'number' || (typeof tag === 'string' && tag !== '') ? tag : undefined;
  } catch {
    return undefined;
  }
}
