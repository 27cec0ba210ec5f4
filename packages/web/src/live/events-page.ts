import { setMaxListeners } from 'node:events';
import type { HubConnection } from '../hub/connection.js';
import { replyTo } from '../hub/reply.js';
import { Visitor } from '../hub/visitor.js';
import type { Page } from '../http/page.js';
import { PageError } from '../http/page-error.js';
import { choice, integer, link, readParams, text, type Param } from '../http/params.js';
import { readSessionCookie } from '../http/session-cookie.js';
import { eventStream } from './event-stream.js';
import type { WatchedList } from './list-news.js';
import type { OpenStreams } from './open-streams.js';
import { pageEvents, type Wanted } from './page-events.js';
import { readPosition, type Position } from './position.js';
import type { SharedCalls } from './shared-calls.js';
import { askTrees, type TreesNow } from './watched-trees.js';

/** Most trees of one stream: what a page of the list of tasks shows. */
const MOST_TREES = 100;

const taskIDs: Param<readonly number[]> = {
  doc: 'The tasks, with a comma in between.',
  read(given, name) {
    if (given === undefined || given === '') return [];
    if (!/^\d{1,9}(,\d{1,9})*$/.test(given))
      throw new PageError(400, `${name} takes numbers with commas in between, not “${given}”`);
    const ids = [...new Set(given.split(',').map(Number))];
    if (ids.length > MOST_TREES) throw new PageError(400, `${name} takes at most ${MOST_TREES} numbers`);
    return ids;
  },
};

const params = {
  taskID: taskIDs,
  files: choice(['yes', 'no'], 'Whether files that grow are news.'),
  log: text('', 'The log of the first task whose lines are wanted.'),
  volume: text('DEFAULT', 'The volume that it is on.'),
  seen: text('', 'What the page shows, as the hub calls it.'),
  line: integer(1, 'The line of the log that the page shows next.'),
  byte: integer(-1, 'The byte where that line begins.'),
  list: text('', 'The address of the list that the page shows.'),
  rows: text('', 'What of it the page shows.'),
  after: text('', 'How far the page was told before; it counts instead of seen, line, byte and rows.'),
};

/** What the events of a site are made with. */
export interface LiveSite {
  readonly streams: OpenStreams;
  readonly shared: SharedCalls;
  readonly pages: ReadonlyMap<string, Page>;
}

interface Followed {
  /** Whether files that grow are news. Default: yes. */
  readonly files?: boolean;
  /** What the page shows of the tasks, as the hub calls it. */
  readonly seen?: string | undefined;
  readonly log?: (Wanted['log'] & Pick<Position, 'line' | 'byte'>) | undefined;
  /** A list: the address of its page and what it shows, see `rowsText`. */
  readonly list?: { readonly address: string; readonly rows: string } | undefined;
}

/** The address of the events for a page that shows tasks, and the lines of a log up to a position, or a list. */
export function eventsAddress(ids: readonly number[], { files = true, seen, log, list }: Followed): string {
  const { name, volume, line, byte } = log ?? {};
  return link('_events', {
    taskID: ids.join(',') || undefined,
    files: files ? undefined : 'no',
    seen,
    log: name,
    volume: volume === 'DEFAULT' ? undefined : volume,
    line,
    byte,
    list: list?.address,
    rows: list?.rows,
  });
}

/** Returns the events of tasks. Errors are plain text: scripts read them. */
export async function answerEvents(
  request: Request,
  connection: HubConnection,
  site: LiveSite,
): Promise<Response> {
  try {
    return await openStream(request, connection, site);
  } catch (error) {
    if (!(error instanceof PageError)) throw error;
    const headers = { 'content-type': 'text/plain; charset=utf-8', 'x-content-type-options': 'nosniff' };
    const retry = error.status === 503 ? { 'retry-after': '30' } : undefined;
    return new Response(`${error.message}\n`, { status: error.status, headers: { ...headers, ...retry } });
  }
}

async function openStream(request: Request, connection: HubConnection, site: LiveSite): Promise<Response> {
  if (request.method !== 'GET') throw new PageError(405, `Events do not know ${request.method}`);
  const wanted = wantedOf(request);
  const release = site.streams.take(connection.visitor ?? 'one visitor');
  const left = new AbortController();
  const leave = () => left.abort();
  // A signal that lives as long as the server keeps what AbortSignal.any makes of it.
  const signals = [request.signal, connection.closing].filter((signal) => signal !== undefined);
  if (connection.closing !== undefined) setMaxListeners(0, connection.closing);
  for (const signal of signals) signal.addEventListener('abort', leave, { once: true });
  const onEnd = () => {
    for (const signal of signals) signal.removeEventListener('abort', leave);
    leave();
    release();
  };
  try {
    if (signals.some(({ aborted }) => aborted)) throw new PageError(503, 'The pages are about to close');
    const shared = site.shared.over(connection);
    const list = listOf(request, shared, site, left.signal);
    const now = await treesNow(shared, wanted, left.signal);
    return eventStream(pageEvents(shared, { ...wanted, list }, now, left.signal), onEnd);
  } catch (error) {
    onEnd();
    throw error;
  }
}

async function treesNow(
  connection: HubConnection,
  wanted: Omit<Wanted, 'list'>,
  signal: AbortSignal,
): Promise<TreesNow | undefined> {
  if (wanted.taskIDs.length === 0) return undefined;
  const now = (await replyTo(connection, askTrees(wanted), { signal })).value();
  const missing = wanted.taskIDs.find((id) => !now.tasks.some((task) => task.id === id));
  if (missing !== undefined) throw new PageError(404, `There is no task ${missing}`);
  return now;
}

function wantedOf(request: Request): Omit<Wanted, 'list'> {
  const { taskID, files, log, volume, ...given } = readParams(params, new URL(request.url).searchParams);
  const { seen, line, byte, rows, list, after } = given;
  if (taskID.length === 0 && (list === '' || log !== ''))
    throw new PageError(400, 'The address lacks taskID, numbers with commas in between, or a list');
  const told = readPosition(request.headers.get('last-event-id') ?? '') ?? readPosition(after);
  return {
    taskIDs: taskID,
    files: files === 'yes',
    log: log === '' ? undefined : { taskID: taskID[0]!, name: log, volume },
    from: told ?? { seen, line: Math.max(line, 1), byte, rows },
  };
}

/* The list is asked for as its visitor: some show what is one's own. */
function listOf(
  request: Request,
  connection: HubConnection,
  { pages }: LiveSite,
  signal: AbortSignal,
): WatchedList | undefined {
  const { list } = readParams(params, new URL(request.url).searchParams);
  if (list === '') return undefined;
  const mark = list.indexOf('?');
  const page = pages.get(mark < 0 ? list : list.slice(0, mark));
  if (page?.follows === undefined) throw new PageError(400, `list is the address of a list, not “${list}”`);
  const { kinds, rows } = page.follows;
  const session = readSessionCookie(request.headers.get('cookie'));
  const asked = {
    params: readParams(page.params, new URLSearchParams(mark < 0 ? '' : list.slice(mark))),
    visitor: new Visitor(connection, session, signal),
  };
  return { kinds, look: () => rows(asked) };
}
