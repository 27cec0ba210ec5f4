import {
  hubCall,
  type LogLines,
  parseTaskParams,
  type Plain,
  type ResultOf,
  TASK_STATES,
  type TaskFile,
  taskLabel,
} from '@kojikit/protocol';
import type { Reply } from '../../hub/reply.js';
import type { TreeRow } from '../../hub/tree-order.js';
import type { Replies, Visitor } from '../../hub/visitor.js';
import { chooseLog, logsToRead } from './choose-log.js';
import type { Excerpt } from './find-error.js';
import { missingDependencies } from './missing-dependencies.js';

export interface Fault {
  readonly code: number;
  readonly message: string;
}

/** What failed first in a tree of tasks. */
export interface Failure {
  readonly task: TreeRow;
  readonly label: string;
  readonly fault: Fault | undefined;
  readonly log: (TaskFile & { readonly excerpt: Excerpt }) | undefined;
  /** What the log says is missing, and what became of it in the tag. */
  readonly missing: Missing | undefined;
  /** What was installed, compared with the last good build. */
  readonly comparison: NonNullable<Plain<ResultOf<'compareBuildroots'>>> | undefined;
}

export interface Missing {
  readonly tag: number | string;
  readonly packages: Plain<ResultOf<'explainMissingPackages'>>;
}

/** Lines of one log that are looked at, the last ones. */
const LOG_LINES = 3000;
/** RPMs of one list of the comparison. */
const COMPARED = 50;

/** Parents fail because of their children: the first to end among those without a failed child is what failed first. */
export function firstFailure(tree: readonly TreeRow[]): TreeRow | undefined {
  const failed = tree.filter(({ state }) => state === TASK_STATES.FAILED);
  const parents = new Set(failed.map(({ parent }) => parent));
  return failed
    .filter(({ id }) => !parents.has(id))
    .sort((a, b) => (a.completion_ts ?? Infinity) - (b.completion_ts ?? Infinity))[0];
}

/** The questions about a task that failed, but for the fault of the task that is shown anyway: all logs that may tell why at once, as the fault may name the wrong one. */
export function askFailure(failed: TreeRow | undefined, shown: number) {
  const [first, second, third, fourth] = logsToRead(failed?.files ?? []).map(({ name, volume }) =>
    hubCall('readTaskLog', {
      task_id: failed!.id,
      name,
      // The usual one needs no look-up.
      volume: volume === 'DEFAULT' ? null : volume,
      count: LOG_LINES,
    }),
  );
  return {
    reason:
      failed === undefined || failed.id === shown
        ? undefined
        : hubCall('getTaskResult', { taskId: failed.id, raise_fault: false }),
    comparison:
      failed?.method === 'buildArch'
        ? hubCall('compareBuildroots', { task_id: failed.id, limit: COMPARED })
        : undefined,
    first,
    second,
    third,
    fourth,
  };
}

/** What failed, out of the answers. @param own the fault of the task that is shown. Asks once more when the log says that something is missing. */
export async function readFailure(
  visitor: Visitor,
  failed: TreeRow,
  own: Fault | undefined,
  found: Replies<ReturnType<typeof askFailure>>,
): Promise<Failure> {
  const fault = found.reason ? faultOf(found.reason) : own;
  const replies = [found.first, found.second, found.third, found.fourth];
  const logs = logsToRead(failed.files ?? []).flatMap((file, index) => {
    const lines = replies[index]?.optional();
    return lines === undefined ? [] : [{ ...file, lines, text: textOf(lines) }];
  });
  const chosen = chooseLog(logs, fault?.message ?? '');
  const log = chosen && { ...chosen, excerpt: inFile(chosen.excerpt, chosen.lines.first_line - 1) };
  return {
    task: failed,
    label: taskLabel(failed),
    fault,
    log,
    missing: log && (await readMissing(visitor, failed, log.excerpt)),
    comparison: found.comparison?.optional(),
  };
}

export function faultOf(reply: Reply): Fault | undefined {
  const value = reply.optional();
  if (typeof value !== 'object' || !('faultCode' in value && 'faultString' in value)) return undefined;
  const { faultCode: code, faultString: message } = value;
  return typeof message === 'string' ? { code: Number(code), message } : undefined;
}

const textOf = ({ data }: LogLines) => Buffer.from(data, 'base64').toString('utf8');

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
  const reply = await visitor.one(hubCall('explainMissingPackages', { tag, names: [...names] }));
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
