import { once } from 'node:events';
import { mkdir } from 'node:fs/promises';
import fastifyStatic from '@fastify/static';
import fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify';
import type { Hub } from '../hub.js';
import type { Listen } from './listen-address.js';
import { peerOf } from './peer.js';
import { tlsOptions } from './tls-options.js';
import { trustedProxies } from './trusted-proxies.js';

/** A hub that listens. */
export interface RunningServer {
  /** Where it answers: `http://127.0.0.1:8080`. */
  readonly url: string;
  /** Stops taking requests, waits for those under way and closes the sockets. The hub itself stays open. */
  close(): Promise<void>;
}

/* Uploads and long polls may take their time; a peer that sends no headers may not. */
const HEADERS_SECONDS = 30;
const IDLE_SECONDS = 65;

/**
 * Serves a hub over HTTP, or HTTPS when hub.conf names a certificate: `/kojihub` takes calls and uploads,
 * `/kojifiles` shows the files below `KojiDir`, `/healthz`, `/readyz` and `/metrics` are for operators, and modules
 * may add pages.
 */
export async function serve(hub: Hub, listen: Listen): Promise<RunningServer> {
  const https = tlsOptions(hub.config);
  const app = fastify({
    ...(https ? { https } : {}),
    logger: false,
    keepAliveTimeout: IDLE_SECONDS * 1000,
    http: { headersTimeout: HEADERS_SECONDS * 1000 },
    forceCloseConnections: 'idle',
    exposeHeadRoutes: false,
  } as object) as FastifyInstance;
  addCalls(app, hub);
  await addFiles(app, hub);
  addOperations(app, hub);
  addPages(app, hub);
  await app.listen({ host: listen.host, port: listen.port });
  const address = app.server.address();
  const port = typeof address === 'object' && address !== null ? address.port : listen.port;
  const shown = listen.host.includes(':') ? `[${listen.host}]` : listen.host;
  return {
    url: `${https ? 'https' : 'http'}://${shown}:${port}`,
    close: () => app.close(),
  };
}

function addCalls(app: FastifyInstance, hub: Hub): void {
  const proxies = trustedProxies(hub.config.TrustedProxies);
  // Bodies are read by the hub itself, which knows their limits; uploads are streamed to their file.
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('*', (request, payload, done) => done(null, payload));
  const handler = async (request: FastifyRequest, reply: FastifyReply) => {
    const gone = new AbortController();
    reply.raw.once('close', () => {
      if (!reply.raw.writableFinished) gone.abort();
    });
    const response = await hub.handle({
      method: request.method,
      query: queryOf(request.raw.url ?? ''),
      headers: request.headers as Record<string, string | undefined>,
      body: request.raw,
      signal: gone.signal,
      ...peerOf(request.socket, request.headers, proxies),
    });
    if (!request.raw.readableEnded) await discardRest(request, reply);
    return reply.code(response.status).headers(response.headers).send(response.body);
  };
  app.all('/kojihub', handler);
  app.all('/kojihub/*', handler);
}

/* A refused body is not read to its end: the connection is closed after the answer, or its rest would be taken for the next request. */
async function discardRest(request: FastifyRequest, reply: FastifyReply): Promise<void> {
  const small = Number(request.headers['content-length'] ?? Infinity) <= 65_536;
  if (small) {
    request.raw.resume();
    if (!request.raw.readableEnded && !request.raw.destroyed)
      await once(request.raw, 'close').catch(() => undefined);
  } else reply.header('connection', 'close');
}

async function addFiles(app: FastifyInstance, hub: Hub): Promise<void> {
  const root = hub.config.KojiDir;
  await mkdir(root, { recursive: true });
  await app.register(fastifyStatic, {
    root,
    prefix: '/kojifiles/',
    index: false,
    dotfiles: 'ignore',
    decorateReply: false,
    // The database of a small site lies in the same folder; it is nobody's to download.
    allowedPath: (path) => !/^\/[^/]+\.sqlite(-\w+)?$/.test(path),
  });
}

function addOperations(app: FastifyInstance, hub: Hub): void {
  app.get('/healthz', async () => 'ok\n');
  app.get('/readyz', async (request, reply) => {
    const reason = await hub.notReady();
    return reason === undefined ? 'ready\n' : reply.code(503).send(`${reason}\n`);
  });
  app.get('/metrics', async (request, reply) => {
    const { contentType, text } = await hub.metrics();
    return reply.type(contentType).send(text);
  });
}

function addPages(app: FastifyInstance, hub: Hub): void {
  for (const page of hub.registry.pages) {
    app.all(page.path, async (request, reply) => {
      const url = `${request.protocol}://${request.host}${request.url}`;
      const response = await page.handler(new Request(url, { method: request.method }));
      reply.code(response.status);
      for (const [name, value] of response.headers) void reply.header(name, value);
      return reply.send(Buffer.from(await response.arrayBuffer()));
    });
  }
}

function queryOf(url: string): string {
  const mark = url.indexOf('?');
  return mark < 0 ? '' : url.slice(mark + 1);
}
