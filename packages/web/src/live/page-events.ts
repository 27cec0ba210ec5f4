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
export async function* pageEvents(
  connection: HubConnection,
  { log, list, from, ...wanted }: Wanted,
  now: TreesNow | undefined,
  signal: AbortSignal,
): AsyncGenerator<StreamEvent | typeof BEAT, void> {
  const inbox = new Inbox<News>();
  const states = new Map<number, number>();
  const lists = list && new ListNews(connection, list, signal);
  let position = from;
  let trees = now;
  const watchRows = () => lists && inbox.expect(lists.after(position.rows).then((rows) => ({ rows })));
  watchRows();
  let news: News | undefined = { trees };
  while (!signal.aborted) {
    if (news === undefined) yield BEAT;
    else if ('rows' in news) {
      position = { ...position, rows: news.rows };
      yield eventOf('rows', null, position);
      watchRows();
    } else {
      trees = news.trees ?? trees;
      const changed = trees?.tasks.filter(({ id, state }) => states.get(id) !== state) ?? [];
      for (const { id, state } of changed) states.set(id, state);
      if (trees !== undefined && trees.seen !== position.seen) {
        position = { ...position, seen: trees.seen };
        yield eventOf('tasks', changed.map(taskNews), position);
      }
      const ended = trees === undefined || haveEnded(trees);
      if (log !== undefined)
        for await (const event of linesOf(connection, log, { ended, from: position, signal })) {
          ({ position } = event);
          yield event;
          if (event.name === 'again') return;
        }
      if (ended && lists === undefined) return yield eventOf('end', null, position);
      if (trees !== undefined && !ended) {
        const asked = replyTo(connection, askNews(wanted, trees.seen), { signal });
        inbox.expect(asked.then((reply) => ({ trees: reply.value() })));
      }
    }
    news = await inbox.next(BEAT_MILLISECONDS);
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
