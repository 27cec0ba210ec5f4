import { createReadStream } from 'node:fs';
import type { IncomingMessage } from 'node:http';
import { get as httpGet } from 'node:http';
import { get as httpsGet } from 'node:https';
import { addAbortSignal, type Readable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { encodePath } from '@kojikit/protocol';
import { RepodataError } from './repodata-error.js';

const MAX_REDIRECTS = 5;

/** The URL of a repository with a scheme and one slash at its end. */
export function repoUrl(location: string): string {
  const url = location.startsWith('/') ? `file://${encodePath(location)}` : location;
  return `${url.replace(/\/+$/, '')}/`;
}

/**
 * Opens a file of a repository over http, https or from disk. The bytes come as the server stores them: a server that
 * calls a `.gz` file an encoding is not followed. Throws RepodataError when it is not there.
 *
 * @param timeout Milliseconds without a byte from the server.
 * @param signal Ends the transfer.
 */
export async function openRepoFile(url: string, timeout: number, signal?: AbortSignal): Promise<Readable> {
  let target = new URL(url);
  if (target.protocol === 'file:') return createReadStream(fileURLToPath(target), { signal });
  for (let redirects = 0; redirects <= MAX_REDIRECTS; redirects += 1) {
    const response = await request(target, timeout, signal);
    const status = response.statusCode ?? 0;
    if (status === 200) return signal ? addAbortSignal(signal, response) : response;
    response.destroy();
    const { location } = response.headers;
    if (status < 300 || status > 399 || location === undefined) {
      throw new RepodataError(`Cannot load ${withoutLogin(target)}: ${status} ${response.statusMessage}`);
    }
    target = new URL(location, target);
  }
  throw new RepodataError(`Cannot load ${withoutLogin(url)}: too many redirections`);
}

function request(url: URL, timeout: number, signal: AbortSignal | undefined): Promise<IncomingMessage> {
  if (url.protocol !== 'http:' && url.protocol !== 'https:') {
    throw new RepodataError(`Repositories are read over http, https and file, not ${url.protocol}`);
  }
  const get = url.protocol === 'http:' ? httpGet : httpsGet;
  return new Promise((resolve, reject) => {
    const pending = get(url, { timeout, signal, headers: { 'accept-encoding': 'identity' } }, resolve);
    pending.on('timeout', () => {
      pending.destroy(new Error(`no answer within ${timeout} ms`));
    });
    pending.on('error', (cause) => {
      reject(new RepodataError(`Cannot reach ${withoutLogin(url)}: ${cause.message}`, { cause }));
    });
  });
}

/** For messages: a URL may hold a password. */
export function withoutLogin(address: string | URL): string {
  const url = new URL(address);
  return `${url.protocol}//${url.host}${url.pathname}`;
}

/**
 * The URL of a metadata file. What a server says may not lead to files of this machine. Throws RepodataError when a
 * repository on a server points to a file.
 */
export function repoFileUrl(repository: string, location: string, base?: string): string {
  const url = new URL(location, base === undefined ? repository : repoUrl(base));
  if (url.protocol === 'file:' && !repository.startsWith('file:')) {
    throw new RepodataError(`${withoutLogin(repository)} points to a local file`);
  }
  return url.href;
}
