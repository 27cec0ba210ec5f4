import type { HubConnection } from '../hub/connection.js';
import { replyTo } from '../hub/reply.js';
import { lineViews } from '../pages/watchlogs/line-view.js';
import { BEAT, type StreamEvent } from './event-stream.js';
import { Inbox } from './inbox.js';
import { ListNews, type WatchedList } from './list-news.js';
import { askLines, isReplaced, wholeLines, type LogPlace } from './new-lines.js';
import { positionText, type Position } from './position.js';
import { askNews, haveEnded, taskNews, type TreesNow, type WatchedTrees } from './watched-trees.js';

/** What a page wants to be told. */
export interface Wanted extends WatchedTrees {
  /** The log whose lines it shows. */
  readonly log: LogPlace | undefined;
  readonly list: WatchedList | undefined;
  readonly from: Position;
}

/* Trees that are as they were are null. */
type News = { readonly trees: TreesNow | null | undefined } | { readonly rows: string };

const BEAT_MILLISECONDS = 15_000;

/**
 * What happens to tasks, a log and a list, from a position on: `tasks` with each task that is in another state, `log` with
 * lines that are complete, `again` when the log is another file than before, `rows` when the list has others, and `end`
 * when every task has ended, no list is watched and everything was told.
 * @param now the trees as they are; undefined where no task is watched.
 * @param signal ends it.
 */
export function pageEvents(
  connection: HubConnection,
  wanted: Wanted,
  now: TreesNow | undefined,
  signal: AbortSignal,
): AsyncGenerator<StreamEvent | typeof BEAT, void> {
  const inbox = new Inbox<News>();
  inbox.expect(Promise.resolve({ trees: now }));
  // By itself, so that what lasts as long as the page is open does not keep the trees.
  return eventsOf(connection, wanted, inbox, signal);
}

async function* eventsOf(
  connection: HubConnection,
  { log, list, from, ...wanted }: Wanted,
  inbox: Inbox<News>,
  signal: AbortSignal,
): AsyncGenerator<StreamEvent | typeof BEAT, void> {
  const tasks = new TaskStates();
  const lists = list && new ListNews(connection, list, signal);
  let position = from;
  const watchRows = () => lists && inbox.expect(lists.after(position.rows).then((rows) => ({ rows })));
  watchRows();
  while (!signal.aborted) {
    const heard = await nextOf(inbox, tasks, position);
    if (heard === 'nothing') yield BEAT;
    else if (heard !== 'trees') {
      position = { ...position, ...heard };
      yield eventOf('rows', null, position);
      watchRows();
    } else {
      const { seen, ended } = tasks;
      if (seen !== undefined && seen !== position.seen) {
        position = { ...position, seen };
        yield eventOf('tasks', tasks.takeChanged(), position);
      }
      if (log !== undefined)
        for await (const event of linesOf(connection, log, { ended, from: position, signal })) {
          ({ position } = event);
          yield event;
          if (event.name === 'again') return;
        }
      if (ended && lists === undefined) return yield eventOf('end', null, position);
      if (seen !== undefined && !ended) {
        const asked = replyTo(connection, askNews(wanted, seen), { signal });
        inbox.expect(asked.then((reply) => ({ trees: reply.value() })));
      }
    }
  }
}

/* What has come, without the trees themselves: a page may stay open for hours. */
async function nextOf(
  inbox: Inbox<News>,
  tasks: TaskStates,
  told: Position,
): Promise<'nothing' | 'trees' | { readonly rows: string }> {
  const news = await inbox.next(BEAT_MILLISECONDS);
  if (news === undefined) return 'nothing';
  if ('rows' in news) return news;
  tasks.take(news.trees, told);
  return 'trees';
}

/** What is remembered of the trees that a page shows. */
class TaskStates {
  /** What the hub calls them as they are; undefined where no task is watched. */
  seen: string | undefined;
  /** Whether no task is under way. */
  ended = true;
  private readonly states = new Map<number, number>();
  private changed: ReturnType<typeof taskNews>[] = [];

  take(trees: TreesNow | null | undefined, told: Position): void {
    if (trees === null || trees === undefined) return;
    this.seen = trees.seen;
    this.ended = haveEnded(trees);
    for (const task of trees.tasks) {
      if (this.states.get(task.id) === task.state) continue;
      this.states.set(task.id, task.state);
      if (trees.seen !== told.seen) this.changed.push(taskNews(task));
    }
  }

  /** Tells each task that is in another state once. */
  takeChanged(): ReturnType<typeof taskNews>[] {
    const { changed } = this;
    this.changed = [];
    return changed;
  }
}

interface PlacedEvent extends StreamEvent {
  readonly position: Position;
}

const eventOf = (name: string, data: unknown, position: Position): PlacedEvent => ({
  name,
  data,
  id: positionText(position),
  position,
});

/* The lines that are complete and were not told, or that the log has to be shown again. */
async function* linesOf(
  connection: HubConnection,
  log: LogPlace,
  { ended, from, signal }: { readonly ended: boolean; readonly from: Position; readonly signal: AbortSignal },
): AsyncGenerator<PlacedEvent, void> {
  let position = from;
  while (!signal.aborted) {
    const row = (await replyTo(connection, askLines(log, position.line), { signal })).optional();
    if (row === undefined) return;
    if (isReplaced(row, position)) return yield eventOf('again', null, position);
    const { first, data, next } = wholeLines(row, ended);
    if (data.length === 0) return;
    position = { ...position, ...next };
    const lines = { first, total: row.lines, html: lineViews(data.toString('utf8'), first).text };
    yield eventOf('log', lines, position);
  }
}
