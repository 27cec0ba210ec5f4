import type { HubConnection } from '../hub/connection.js';
import { replyTo } from '../hub/reply.js';
import { PageError } from '../http/page-error.js';
import { choice, integer, link, readParams, text, type Param } from '../http/params.js';
import { eventStream } from './event-stream.js';
import type { OpenStreams } from './open-streams.js';
import { readPosition, type Position } from './position.js';
import { askTrees, taskEvents, type Wanted } from './task-events.js';

/** Most trees of one stream: what a page of the list of tasks shows. */
const MOST_TREES = 100;

const taskIDs: Param<readonly number[]> = {
  doc: 'The tasks, with a comma in between.',
  read(given, name) {
    if (!/^\d{1,9}(,\d{1,9})*$/.test(given ?? ''))
      throw new PageError(400, `${name} takes numbers with commas in between, not “${given ?? ''}”`);
    const ids = [...new Set(given!.split(',').map(Number))];
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
};

/** The address of the events for a page that shows tasks, and the lines of a log up to a position. */
export function eventsAddress(
  ids: readonly number[],
  {
    files = true,
    seen,
    log,
  }: { files?: boolean; seen?: string; log?: Wanted['log'] & Omit<Position, 'seen'> },
): string {
  const { name, volume, line, byte } = log ?? {};
  return link('_events', {
    taskID: ids.join(','),
    files: files ? undefined : 'no',
    seen,
    log: name,
    volume: volume === 'DEFAULT' ? undefined : volume,
    line,
    byte,
  });
}

/** Returns the events of tasks. Errors are plain text: scripts read them. */
export async function answerEvents(
  request: Request,
  connection: HubConnection,
  streams: OpenStreams,
): Promise<Response> {
  try {
    return await openStream(request, connection, streams);
  } catch (error) {
    if (!(error instanceof PageError)) throw error;
    const headers = { 'content-type': 'text/plain; charset=utf-8', 'x-content-type-options': 'nosniff' };
    const retry = error.status === 503 ? { 'retry-after': '30' } : undefined;
    return new Response(`${error.message}\n`, { status: error.status, headers: { ...headers, ...retry } });
  }
}

async function openStream(
  request: Request,
  connection: HubConnection,
  streams: OpenStreams,
): Promise<Response> {
  if (request.method !== 'GET') throw new PageError(405, `Events do not know ${request.method}`);
  const wanted = wantedOf(request);
  const release = streams.take(connection.visitor ?? 'one visitor');
  const left = new AbortController();
  const signals = [left.signal, request.signal, connection.closing].filter((signal) => signal !== undefined);
  const onEnd = () => {
    left.abort();
    release();
  };
  try {
    const now = (await replyTo(connection, askTrees(wanted), { signal: left.signal })).value();
    const missing = wanted.taskIDs.find((id) => !now.tasks.some((task) => task.id === id));
    if (missing !== undefined) throw new PageError(404, `There is no task ${missing}`);
    return eventStream(taskEvents(connection, wanted, now, AbortSignal.any(signals)), onEnd);
  } catch (error) {
    onEnd();
    throw error;
  }
}

function wantedOf(request: Request): Wanted {
  const { taskID, files, log, volume, ...given } = readParams(params, new URL(request.url).searchParams);
  const { seen, line, byte } = given;
  return {
    taskIDs: taskID,
    files: files === 'yes',
    log: log === '' ? undefined : { taskID: taskID[0]!, name: log, volume },
    from: readPosition(request.headers.get('last-event-id') ?? '') ?? { seen, line: Math.max(line, 1), byte },
  };
}
