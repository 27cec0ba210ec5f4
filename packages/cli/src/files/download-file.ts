import { createWriteStream } from 'node:fs';
import { rm, utimes } from 'node:fs/promises';
import { request as httpRequest, type IncomingMessage } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { dirname } from 'node:path';
import { Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { makeFolder } from '@kojikit/protocol';
import type { CommandContext } from '../command.js';
import { CommandError, LoggedError } from '../errors.js';
import { progressBar } from '../output/progress-bar.js';
import { PartFile, sizeOf } from './part-file.js';

/** How a file is downloaded. */
export interface DownloadOptions {
  /** Say nothing. Default: false. */
  quiet?: boolean;
  /** Say which file it is, but draw no bar. Default: false. */
  noprogress?: boolean;
  /** Which of how many files this is. */
  place?: { number: number; of: number };
  /** Bytes it should have. Default: what the server says. */
  size?: number;
  /** Looks at what came before it gets its name; what it throws ends the download, and there is no file then. */
  verify?: (path: string) => Promise<void>;
}

type DownloadContext = Pick<CommandContext, 'print' | 'output' | 'settings' | 'interrupted'>;

const REDIRECTS = 30;
const HEAD_TIMEOUT = 10_000;

/**
 * Downloads a file, or the rest of it where a part is there already, and gives it the time of the original. Until it is
 * whole it has another name. Throws LoggedError when the server refuses or sends less than it should; there is no file
 * then.
 */
export async function downloadFile(
  context: DownloadContext,
  url: string,
  file: string,
  options: DownloadOptions = {},
): Promise<void> {
  const { place, quiet = false } = options;
  const say = (line: string): void => {
    if (!quiet) context.print(line);
  };
  if (file.includes('/')) makeFolder(dirname(file));
  say(`Downloading${place ? ` [${place.number}/${place.of}]` : ''}: ${file}`);
  const size = options.size || (await sizeOnServer(context, url));
  if (size && (await sizeOf(file)) === size) {
    say(`File ${file} already downloaded, skipping`);
    try {
      return await options.verify?.(file);
    } catch (error) {
      await rm(file);
      throw error;
    }
  }
  const part = await PartFile.begin(file, size !== undefined);
  if (part.size > 0) say(`Appending to existing file ${file}`);
  const answer = await askForRest(context, url, part.size);
  const status = answer.statusCode ?? 0;
  if (status >= 400) {
    answer.destroy();
    await part.leave();
    throw new LoggedError('HTTPError', refusal(answer, url));
  }
  // A server that does not know ranges sends the whole file.
  const begun = status === 206 ? part.size : 0;
  // A log may have grown since its size was asked for.
  const rest = Number(answer.headers['content-length'] ?? 0);
  const total = rest > 0 ? begun + rest : (size ?? 0);
  const showing = !(quiet || options.noprogress);
  let position = begun;
  const counter = new Transform({
    transform(piece: Buffer, encoding, done) {
      position += piece.length;
      if (showing) context.output.showBar(progressBar(position, total));
      done(null, piece);
    },
  });
  try {
    const target = createWriteStream(part.path, { flags: begun > 0 ? 'a' : 'w' });
    await pipeline(answer, counter, target, { signal: context.interrupted });
  } catch (error) {
    if (position === 0 || size === undefined) await part.discard();
    if (context.interrupted.aborted) throw new CommandError(`${file} is not complete`);
    throw new LoggedError(
      'ConnectionError',
      `${file}: ${(error as Error).message}, after ${position} bytes`,
      {
        cause: error,
      },
    );
  }
  if (total > 0 && position !== total) {
    await part.discard();
    throw new LoggedError('ConnectionError', `${file}: ${position} bytes came instead of ${total}`);
  }
  if (showing && !total) context.output.showBar(progressBar(position, position));
  if (showing) context.print();
  try {
    await options.verify?.(part.path);
  } catch (error) {
    await part.reject();
    throw error;
  }
  const modified = Date.parse(answer.headers['last-modified'] ?? '');
  if (!Number.isNaN(modified)) await utimes(part.path, new Date(), new Date(modified));
  if (position > 0) await part.finish();
  else await part.discard();
}

/** Asks for what is missing, and for the whole where the server has nothing behind that part. */
async function askForRest(context: DownloadContext, url: string, from: number): Promise<IncomingMessage> {
  const answer = await ask(context, url, { headers: from > 0 ? { range: `bytes=${from}-` } : {} });
  if (answer.statusCode !== 416) return answer;
  answer.destroy();
  return ask(context, url, {});
}

async function sizeOnServer(context: DownloadContext, url: string): Promise<number | undefined> {
  const answer = await ask(context, url, { method: 'HEAD', timeout: HEAD_TIMEOUT });
  answer.resume();
  return answer.statusCode === 200 ? Number(answer.headers['content-length'] ?? 0) || undefined : undefined;
}

function refusal(answer: IncomingMessage, url: string): string {
  const status = answer.statusCode ?? 0;
  return `${status} ${status < 500 ? 'Client' : 'Server'} Error: ${answer.statusMessage} for url: ${url}`;
}

interface Question {
  method?: string;
  headers?: Record<string, string>;
  /** Milliseconds. */
  timeout?: number;
}

/** Asks for a URL and follows where it leads. */
async function ask(
  context: DownloadContext,
  url: string,
  question: Question,
  redirects = REDIRECTS,
): Promise<IncomingMessage> {
  const answer = await askOnce(context, url, question);
  const { location } = answer.headers;
  if (![301, 302, 303, 307, 308].includes(answer.statusCode ?? 0) || !location) return answer;
  answer.destroy();
  if (redirects === 0) throw new LoggedError('TooManyRedirects', `Exceeded ${REDIRECTS} redirects.`);
  return ask(context, new URL(location, url).href, question, redirects - 1);
}

function askOnce({ settings }: DownloadContext, url: string, question: Question): Promise<IncomingMessage> {
  const target = checkedUrl(url);
  const secure = target.protocol === 'https:';
  return new Promise((resolve, reject) => {
    const options = { method: question.method ?? 'GET', headers: question.headers };
    const request = secure
      ? httpsRequest(target, { ...options, rejectUnauthorized: !settings.noSslVerify }, resolve)
      : httpRequest(target, options, resolve);
    const fail = (error: Error): void =>
      reject(new LoggedError('ConnectionError', error.message, { cause: error }));
    request.on('error', fail);
    if (question.timeout) {
      request.setTimeout(question.timeout, () => request.destroy(new Error(`no answer from ${target.host}`)));
    }
    request.end();
  });
}

function checkedUrl(url: string): URL {
  if (!URL.canParse(url)) throw new LoggedError('MissingSchema', `Invalid URL ${url}`);
  const parsed = new URL(url);
  if (!/^https?:$/.test(parsed.protocol)) {
    throw new LoggedError('InvalidSchema', `No connection adapters were found for ${url}`);
  }
  return parsed;
}
