import { createServer as createSecureServer } from 'node:https';
import {
  createServer,
  maxHeaderSize,
  STATUS_CODES,
  type IncomingMessage,
  type ServerResponse,
} from 'node:http';
import type { AddressInfo } from 'node:net';
import { Readable, type Duplex } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { ReadableStream } from 'node:stream/web';
import { createClient, type ClientOptions } from '@kojikit/client';
import { EXPLAIN_REFUSALS } from '@kojikit/protocol';
import { remoteHub } from '../hub/remote-hub.js';
import { createPages, type PagesOptions } from '../pages.js';
import { readRequest } from './read-request.js';
import { certificateLogin, readTls, type PagesTls } from './visitor-certificate.js';

/** Which hub the pages show, and where they are served. */
export interface ServePagesOptions extends PagesOptions {
  /**
   * The hub: its URL, the authorities of its certificate where Node does not know them, and a PEM file with the certificate
   * and key by which it knows the pages: its `ProxyDNs` has to name the subject. Without that visitors log in with passwords.
   */
  readonly hub: Pick<ClientOptions, 'url' | 'serverCa'> & { readonly cert?: string | undefined };
  /** Where the hub's files are served. Default: `kojifiles` beside the hub's URL. */
  readonly filesUrl?: string | undefined;
  /** Default: `127.0.0.1`. */
  readonly host?: string;
  /** 0 takes any free port. */
  readonly port: number;
  /** Serves HTTPS. Visitors may log in with certificates where this has `clientCa` and `hub` has `cert`. */
  readonly tls?: PagesTls | undefined;
  /** The part of a visitor's certificate that is the name of the user. Default: `CN`. */
  readonly userComponent?: string | undefined;
  /** Visitors come by HTTPS, through a proxy in front: cookies are sent by HTTPS only. Default: false. */
  readonly https?: boolean;
}

/** Pages that run beside a hub. */
export interface RunningPages {
  /** `http://127.0.0.1:8081/koji/` */
  readonly url: string;
  /** Stops taking requests, ends live updates, and waits for answers under way, one second at most. */
  close(): Promise<void>;
}

const PREFIX = '/koji';
/** Milliseconds that answers under way have when the pages close; a visitor may read as slowly as he likes. */
const GRACE = 1000;
/** Seconds without a byte from the hub: longer than a call waits for news. */
const HUB_SECONDS = 120;

/**
 * Serves the pages at `/koji` in a process of their own, which asks a hub of Kojikit over HTTP. Visitors act with their own
 * sessions; the hub sees them come from this machine. Throws TypeError for a URL that is none, and when a file cannot be read
 * or it cannot listen.
 * @example
 * await servePages({ hub: { url: 'https://koji.example.com/kojihub' }, port: 8081 });
 */
export async function servePages(options: ServePagesOptions): Promise<RunningPages> {
  const { host = '127.0.0.1', port, tls, userComponent = 'CN' } = options;
  const { cert, ...hub } = options.hub;
  const https = tls !== undefined || (options.https ?? false);
  const secure = tls && readTls(tls);
  const login = cert === undefined ? undefined : certificateLogin({ ...hub, cert }, userComponent);
  const client = createClient({
    ...hub,
    timeout: HUB_SECONDS,
    userAgent: 'kojikit-web/1',
    headers: { [EXPLAIN_REFUSALS]: 'yes' },
  });
  const pages = createPages(PREFIX, { ...options, filesUrl: options.filesUrl ?? filesBeside(hub.url) });
  const closing = new AbortController();
  const answer = async (incoming: IncomingMessage, outgoing: ServerResponse) => {
    const gone = new AbortController();
    outgoing.once('close', () => gone.abort());
    const request = await readRequest(incoming, outgoing, { prefix: PREFIX, https, signal: gone.signal });
    const about = {
      hub: client,
      visitor: incoming.socket.remoteAddress,
      proof: login?.proofOf(incoming.socket),
      closing: closing.signal,
    };
    const response =
      request instanceof Response ? request : await pages.answer(request, remoteHub(client, about));
    await send(outgoing, response);
  };
  const listener = (incoming: IncomingMessage, outgoing: ServerResponse) => {
    answer(incoming, outgoing).catch((error: unknown) => {
      // A visitor who leaves in the middle, or is cut off at the end, is no error of ours. His answer hears of it later.
      if (!outgoing.closed && !incoming.socket.destroyed) options.onError?.(error);
      outgoing.destroy();
    });
  };
  const server = secure ? createSecureServer(secure, listener) : createServer(listener);
  server.on('clientError', refuseUnreadable);
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject).listen(port, host, resolve);
  });
  const shown = host.includes(':') ? `[${host}]` : host;
  return {
    url: `${secure ? 'https' : 'http'}://${shown}:${(server.address() as AddressInfo).port}${PREFIX}/`,
    async close() {
      closing.abort();
      const closed = new Promise((resolve) => server.close(resolve));
      server.closeIdleConnections();
      const late = setTimeout(() => server.closeAllConnections(), GRACE);
      await closed;
      clearTimeout(late);
      client.close();
      login?.close();
    },
  };
}

/* A hub serves its files beside its calls. */
function filesBeside(hubUrl: string): string {
  return hubUrl.replace(/\/[^/]*\/?$/, '/kojifiles');
}

/* Node's own says nothing but the number. */
function refuseUnreadable(error: NodeJS.ErrnoException, socket: Duplex): void {
  if (!socket.writable) return void socket.destroy();
  const [status, text] =
    error.code === 'HPE_HEADER_OVERFLOW'
      ? [431, `The address and headers are too long: ${maxHeaderSize} bytes are taken at most.`]
      : [400, 'This request cannot be read.'];
  const head = [
    `HTTP/1.1 ${status} ${STATUS_CODES[status]}`,
    'content-type: text/plain; charset=utf-8',
    `content-length: ${text.length + 1}`,
    'connection: close',
  ];
  socket.end(`${head.join('\r\n')}\r\n\r\n${text}\n`);
}

async function send(outgoing: ServerResponse, response: Response): Promise<void> {
  if (outgoing.destroyed) return response.body?.cancel();
  const headers: Record<string, string | string[]> = Object.fromEntries(response.headers);
  const cookies = response.headers.getSetCookie();
  if (cookies.length > 0) headers['set-cookie'] = cookies;
  outgoing.writeHead(response.status, headers);
  if (response.body === null) outgoing.end();
  else await pipeline(Readable.fromWeb(response.body as ReadableStream), outgoing);
}
