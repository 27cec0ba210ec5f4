import { Readable } from 'node:stream';
import type { ReadableStream } from 'node:stream/web';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { EXPLAIN_REFUSALS } from '@kojikit/protocol';
import type { Hub } from '../hub.js';
import { callInside } from '../rpc/inside-calls.js';
import { peerOf } from './peer.js';
import type { PageHub, Visit } from '../ground/page.js';
import type { TrustedProxies } from './trusted-proxies.js';

/** Serves the pages of modules. */
export function addPages(app: FastifyInstance, hub: Hub, proxies: TrustedProxies): void {
  const closing = new AbortController();
  app.addHook('preClose', async () => closing.abort());
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('*', { parseAs: 'buffer' }, (request, body, done) => done(null, body));
  const pageHub: PageHub = {
    closing: closing.signal,
    state: hub.parts.states.read,
    calls: (calls, visit, session, signal) => {
      const { remoteAddress, clientCertificate, remoteUser } = visit;
      const headers = {
        [EXPLAIN_REFUSALS]: 'yes',
        ...(session && { 'koji-session-id': String(session.id), 'koji-session-key': session.key }),
      };
      const caller = { remoteAddress, clientCertificate, remoteUser, query: '', headers, signal };
      return callInside(hub.parts, caller, calls);
    },
  };
  for (const page of hub.registry.pages) {
    app.all(page.path, async (request, reply) =>
      send(reply, await page.handler(visitOf(request, proxies), pageHub)),
    );
  }
}

function visitOf(request: FastifyRequest, proxies: TrustedProxies): Visit {
  const peer = peerOf(request.raw.socket, request.headers, proxies);
  const direct = request.raw.socket.remoteAddress?.replace(/^::ffff:/, '') ?? '';
  const forwarded = request.headers['x-forwarded-proto'];
  const protocol = proxies.includes(direct) && forwarded === 'https' ? 'https' : request.protocol;
  const headers = new Headers();
  for (const [name, value] of Object.entries(request.headers)) {
    if (value !== undefined) headers.set(name, String(value));
  }
  const { method } = request;
  const body = method === 'GET' || method === 'HEAD' ? undefined : bodyOf(request);
  // A host name that is none, or a path of two slashes, must not decide where the address leads.
  const host = URL.canParse(`http://${request.host}`) ? request.host : 'localhost';
  return { ...peer, request: new Request(`${protocol}://${host}${request.url}`, { method, headers, body }) };
}

/* One parser takes every type, so what has been read is bytes. What it was not given must not look like an empty form. */
function bodyOf({ body }: FastifyRequest): Buffer | undefined {
  if (body === undefined || body === null || Buffer.isBuffer(body)) return body ?? undefined;
  throw new TypeError(`the body of a request was read as ${typeof body}, not as bytes`);
}

/* What says its length is at hand; anything else is passed on as it comes. */
async function send(reply: FastifyReply, response: Response): Promise<FastifyReply> {
  reply.code(response.status);
  for (const [name, value] of response.headers) void reply.header(name, value);
  if (response.body === null) return reply.send('');
  if (response.headers.has('content-length')) return reply.send(Buffer.from(await response.arrayBuffer()));
  return reply.send(Readable.fromWeb(response.body as ReadableStream));
}
