import type { IncomingMessage, ServerResponse } from 'node:http';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import send from '@fastify/send';
import type { Logger } from 'pino';
import { pathOf, type RequestTarget } from '../request-target.js';
import { fileHeaders } from './file-headers.js';
import { folderListing, LISTING_HEADERS } from './folder-listing.js';
import type { ServedArea } from './served-area.js';

/** Where the hub's files are served. */
export const FILES = 'kojifiles';

/** Answers a request whose first name is {@link FILES}. */
export type FilesHandler = (
  request: IncomingMessage,
  response: ServerResponse,
  target: RequestTarget,
) => Promise<void>;

/**
 * Serves the hub's files: files with ranges and conditional requests, folders as a listing. Paths never go from the
 * request to the disk: what is opened is what `area` has resolved.
 */
export function filesHandler(area: ServedArea, log: Logger): FilesHandler {
  const answer = async (request: IncomingMessage, response: ServerResponse, target: RequestTarget) => {
    if (request.method !== 'GET' && request.method !== 'HEAD') {
      return plain(response, 405, 'Files are read with GET', { allow: 'GET, HEAD' });
    }
    const served = await area.find(target.names.slice(1));
    if (served === undefined || (served.kind === 'file' && target.slash))
      return plain(response, 404, 'There is no such file');
    if (served.kind === 'file') return sendFile(request, response, served.path, target.names.at(-1)!);
    if (!target.slash) {
      const location = pathOf(target.names, true);
      return plain(response, 301, `This folder is at ${location}`, { location });
    }
    response.writeHead(200, LISTING_HEADERS);
    if (request.method === 'HEAD') return void response.end();
    const listing = folderListing(area, served, {
      title: `/${target.names.join('/')}`,
      top: target.names.length === 1,
    });
    return pipeline(Readable.from(listing), response);
  };
  return async (request, response, target) => {
    try {
      await answer(request, response, target);
    } catch (error) {
      // Who leaves in the middle is no error of ours.
      if (!response.closed)
        log.error({ err: error, path: target.names.join('/') }, 'a file could not be sent');
      response.destroy();
    }
  };
}

async function sendFile(
  request: IncomingMessage,
  response: ServerResponse,
  path: string,
  name: string,
): Promise<void> {
  const found = await send(request, encodeURIComponent(path), {
    contentType: false,
    dotfiles: 'allow',
    index: false,
  });
  const { statusCode, headers, stream } = found;
  // A file that became shorter meanwhile: who waits for the rest must learn that it does not come.
  response.strictContentLength = true;
  response.writeHead(statusCode, found.type === 'error' ? headers : { ...headers, ...fileHeaders(name) });
  await pipeline(stream, response);
}

function plain(
  response: ServerResponse,
  status: number,
  text: string,
  headers: Readonly<Record<string, string>> = {},
): void {
  response.writeHead(status, {
    ...headers,
    'content-type': 'text/plain; charset=utf-8',
    'x-content-type-options': 'nosniff',
  });
  response.end(`${text}\n`);
}
