import { setTimeout as sleep } from 'node:timers/promises';
import {
  type HubCall,
  hubCall,
  type Plain,
  type TaskTrees,
  TASK_STATES,
  taskLabel,
  type TreeTask,
} from '@kojikit/protocol';
import type { HubConnection } from '../hub/connection.js';
import { replyTo, type Reply } from '../hub/reply.js';
import { stateMark, taskState } from '../html/parts.js';
import { took } from '../html/task-table.js';
import { lineViews } from '../pages/watchlogs/line-view.js';
import { BEAT, type StreamEvent } from './event-stream.js';
import { askLines, isReplaced, wholeLines, type LogPlace } from './new-lines.js';
import { positionText, type Position } from './position.js';

/** What a page wants to be told. */
export interface Wanted {
  readonly taskIDs: readonly number[];
  /** Whether it shows files. */
  readonly files: boolean;
  /** The log whose lines it shows. */
  readonly log: LogPlace | undefined;
  readonly from: Position;
}

/** Trees of tasks as the hub's `watchTaskTrees` answers them. */
export type TreesNow = Plain<TaskTrees>;

/** Seconds that one call waits for news; the hub takes 60. */
const WAIT_SECONDS = 50;
const BEAT_SECONDS = 15;
const { FREE, OPEN, ASSIGNED } = TASK_STATES;

type Watched = Pick<Wanted, 'taskIDs' | 'files'>;

/** The question for trees as they are. */
export const askTrees = ({ taskIDs, files }: Watched) =>
  hubCall('watchTaskTrees', { task_ids: [...taskIDs], files });

/** The question for trees that differ from what was seen: it waits for them, and nil is answered without. */
const askNews = ({ taskIDs, files }: Watched, seen: string) =>
  hubCall('watchTaskTrees', { task_ids: [...taskIDs], files, seen, timeout: WAIT_SECONDS });

/**
 * What happens to tasks and a log, from a position on:
 * `tasks` with each task that is in another state, `log` with lines that are complete, `again` when the log is another
 * file than before, and `end` when every task has ended and everything was told.
 * @param now the trees as they are.
 * @param signal ends it.
 */
export async function* taskEvents(
  connection: HubConnection,
  { log, from, ...wanted }: Wanted,
  now: TreesNow,
  signal: AbortSignal,
): AsyncGenerator<StreamEvent | typeof BEAT, void> {
  let position = from;
  let trees = now;
  const told = new Map<number, number>();
  const one = <Result>(question: HubCall<Result>) => replyTo(connection, question, { signal });
  while (!signal.aborted) {
    const changed = trees.tasks.filter(({ id, state }) => told.get(id) !== state);
    for (const { id, state } of changed) told.set(id, state);
    if (trees.seen !== position.seen) {
      position = { ...position, seen: trees.seen };
      yield { name: 'tasks', data: changed.map(taskNews), id: positionText(position) };
    }
    const ended = trees.tasks.every(({ state }) => !([FREE, OPEN, ASSIGNED] as number[]).includes(state));
    while (log !== undefined && !signal.aborted) {
      const row = (await one(askLines(log, position.line))).optional();
      if (row === undefined) break;
      if (isReplaced(row, position)) return yield { name: 'again', data: null, id: positionText(position) };
      const { first, data, next } = wholeLines(row, ended);
      if (data.length === 0) break;
      position = { ...position, ...next };
      const lines = { first, total: row.lines, html: lineViews(data.toString('utf8'), first).text };
      yield { name: 'log', data: lines, id: positionText(position) };
    }
    if (ended) return yield { name: 'end', data: null, id: positionText(position) };

    const news = one(askNews(wanted, trees.seen));
    // Who leaves ends the wait with an error that nobody asks for any more.
    news.catch(() => undefined);
    for (let heard: Reply<TaskTrees | null> | typeof BEAT = BEAT; heard === BEAT;) {
      const heardOf = new AbortController();
      heard = await Promise.race([news, beat(AbortSignal.any([signal, heardOf.signal]))]).finally(() =>
        heardOf.abort(),
      );
      if (signal.aborted) return;
      if (heard === BEAT) yield BEAT;
      else trees = heard.value() ?? trees;
    }
  }
}

async function beat(signal: AbortSignal): Promise<typeof BEAT> {
  await sleep(BEAT_SECONDS * 1000, undefined, { signal, ref: false }).catch(() => undefined);
  return BEAT;
}

function taskNews(task: Plain<TreeTask>) {
  const state = taskState(task.state);
  const time = task.completion_ts !== null && took(task);
  return {
    id: task.id,
    state: state.word,
    kind: state.kind,
    mark: stateMark(state).text,
    said: `${taskLabel(task)} ${state.word}${time ? ` after ${time}` : ''}`,
  };
}
