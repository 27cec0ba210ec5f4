import { once } from 'node:events';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Hub } from '../hub.js';
import type { ClientCertificate } from '../ground/request-info.js';
import type { HubRequest } from '../rpc/hub-request.js';
import { peerOf, type Peer } from './peer.js';
import { sendAnswer } from './send-answer.js';
import type { TrustedProxies } from './trusted-proxies.js';

/* A body of this many bytes is read before the hub sees the request; a longer one is read by the hub, which knows its limits. */
const SMALL_BODY = 65_536;

/** Where calls and uploads go, with anything below it. */
export const CALLS = 'kojihub';

/** Whether a request is a call in the spelling that nearly all have: its path need not be read to know that. */
export function isPlainCall(url: string): boolean {
  return /^\/kojihub(?:\/(?:ssllogin)?)?(?:\?|$)/.test(url);
}

/**
 * Takes calls and uploads straight from Node's HTTP server: they are nearly all that a hub is asked, and a router in
 * front of them would cost more than most calls do.
 * @param closing aborted when the server is about to close: calls that wait are answered then.
 */
export function callHandler(
  hub: Hub,
  proxies: TrustedProxies,
  closing: AbortSignal,
): (request: IncomingMessage, response: ServerResponse) => Promise<void> {
  const answerCall = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const body = isSmallCall(request) ? await readSmall(request) : request;
    if (body === undefined) return;
    const peer = peerOf(request.socket, request.headers, proxies);
    const answer = await hub.handle(new IncomingCall(request, response, body, peer, closing));
    if (!request.readableEnded) await discardRest(request, response);
    await sendAnswer(response, answer);
  };
  return (request, response) =>
    answerCall(request, response).catch((error: unknown) => {
      hub.log.error({ err: error }, 'an answer could not be sent');
      response.destroy();
    });
}

function isSmallCall(request: IncomingMessage): boolean {
  const length = request.headers['content-length'];
  return (
    length !== undefined &&
    Number(length) <= SMALL_BODY &&
    request.headers['content-type'] !== 'application/octet-stream'
  );
}

/** The whole body, or undefined when the caller went away before its end. */
function readSmall(request: IncomingMessage): Promise<Uint8Array | undefined> {
  return new Promise((resolve) => {
    const parts: Buffer[] = [];
    request.on('data', (part: Buffer) => parts.push(part));
    request.on('end', () => resolve(parts.length === 1 ? parts[0] : Buffer.concat(parts)));
    request.on('close', () => resolve(undefined));
  });
}

/** A request of Node's server as the hub takes it. */
class IncomingCall implements HubRequest {
  readonly method: string;
  readonly query: string;
  readonly headers: HubRequest['headers'];
  readonly remoteAddress: string;
  readonly clientCertificate: ClientCertificate | undefined;
  readonly remoteUser: string | undefined;
  private gone: AbortController | undefined;

  constructor(
    request: IncomingMessage,
    private readonly response: ServerResponse,
    readonly body: HubRequest['body'],
    peer: Peer,
    private readonly closing: AbortSignal,
  ) {
    this.method = request.method ?? '';
    this.query = queryOf(request.url ?? '');
    this.headers = request.headers as HubRequest['headers'];
    this.remoteAddress = peer.remoteAddress;
    this.clientCertificate = peer.clientCertificate;
    this.remoteUser = peer.remoteUser;
  }

  /** Made when it is first asked for: only calls that wait want to know whether their caller is still there. */
  get signal(): AbortSignal {
    if (this.gone === undefined) {
      const gone = new AbortController();
      const { response, closing } = this;
      const giveUp = () => gone.abort();
      if (closing.aborted || (response.closed && !response.writableFinished)) giveUp();
      closing.addEventListener('abort', giveUp, { once: true });
      response.once('close', () => {
        closing.removeEventListener('abort', giveUp);
        if (!response.writableFinished) giveUp();
      });
      this.gone = gone;
    }
    return this.gone.signal;
  }
}

/* A refused body is not read to its end: the connection is closed after the answer, or its rest would be taken for the next request. */
async function discardRest(request: IncomingMessage, response: ServerResponse): Promise<void> {
  if (Number(request.headers['content-length'] ?? Infinity) > SMALL_BODY) {
    response.setHeader('connection', 'close');
    return;
  }
  request.resume();
  if (!request.readableEnded && !request.destroyed) await once(request, 'close').catch(() => undefined);
}

function queryOf(url: string): string {
  const mark = url.indexOf('?');
  return mark < 0 ? '' : url.slice(mark + 1);
}
