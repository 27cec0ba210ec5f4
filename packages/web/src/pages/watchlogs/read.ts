import { hubCall, type LogLines, type Plain, type TaskFile, type TreeTask } from '@kojikit/protocol';
import { isUnderWay } from '../../hub/under-way.js';
import type { Visitor } from '../../hub/visitor.js';
import { askTrees } from '../../live/watched-trees.js';
import { wholeLines } from '../../live/new-lines.js';
import { PageError } from '../../http/page-error.js';
import type { ParamValues } from '../../http/params.js';
import { linesOf } from './line-view.js';
import type { LineRange, watchlogsParams } from './params.js';

export interface LogModel {
  /** Those of the address; the shown log is one of the first task, where it has any. */
  readonly tasks: readonly Plain<TreeTask>[];
  /** What the hub calls the tasks as they are shown. */
  readonly seen: string;
  /** Whether a task of the trees has not ended. */
  readonly active: boolean;
  /** Where the first line begins that is not shown or not complete; undefined when the end of the log is not shown. */
  readonly next: { readonly line: number; readonly byte: number } | undefined;
  readonly logs: readonly (TaskFile & { readonly taskID: number; readonly arch: string })[];
  readonly shown: (TaskFile & { readonly taskID: number }) | undefined;
  readonly first: number;
  readonly total: number;
  readonly lines: readonly string[];
  /** The lines that were asked for. */
  readonly target: LineRange | undefined;
}

/** Lines that stand on one page. */
export const LINES = 1000;

/** The logs of tasks and of those below them, and some lines of one of them. */
export async function readLog(
  visitor: Visitor,
  { taskID, log, volume, line }: ParamValues<typeof watchlogsParams>,
): Promise<LogModel> {
  const trees = await visitor.one(askTrees({ taskIDs: taskID, files: true }));
  const { seen, tasks: tree } = trees.value();
  const tasks = taskID.map((id) => {
    const task = tree.find((row) => row.id === id);
    if (task === undefined) throw new PageError(404, `There is no task ${id}`);
    return task;
  });
  const logs = tree.flatMap(({ id, arch, files = [] }) =>
    files.filter(({ name }) => name.endsWith('.log')).map((file) => ({ ...file, taskID: id, arch })),
  );
  const own = taskID.flatMap((id) => logs.filter((file) => file.taskID === id));
  const shown =
    log === ''
      ? (own.find(({ size }) => size !== '0') ?? own[0])
      : own.find((file) => file.taskID === taskID[0] && file.name === log && file.volume === volume);
  if (log !== '' && shown === undefined)
    throw new PageError(404, `Task ${taskID[0]} has no log “${log}” yet`);
  const from = line === undefined ? null : Math.max(line.first - LINES / 2, 1);
  const place = shown && { task_id: shown.taskID, name: shown.name, volume: shown.volume };
  const read = place && (await visitor.one(hubCall('readTaskLog', { ...place, line: from, count: LINES })));
  const found = read?.value();
  return {
    tasks,
    seen,
    active: tree.some(isUnderWay),
    next: nextOf(found),
    logs,
    shown,
    first: found?.first_line ?? 1,
    total: found?.lines ?? 0,
    lines: found ? linesOf(Buffer.from(found.data, 'base64').toString('utf8')) : [],
    target: line,
  };
}

function nextOf(found: LogLines | undefined): LogModel['next'] {
  if (found === undefined) return undefined;
  const { next } = wholeLines(found, false);
  return next.line >= found.lines ? next : undefined;
}
