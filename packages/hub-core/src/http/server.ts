import { mkdir } from 'node:fs/promises';
import { createServer, type RequestListener, type Server } from 'node:http';
import { createServer as createSecureServer } from 'node:https';
import { setTimeout as sleep } from 'node:timers/promises';
import fastify, { type FastifyError, type FastifyInstance } from 'fastify';
import { servedFolders } from '../config/index.js';
import type { Hub } from '../hub.js';
import { callHandler, CALLS, isPlainCall } from './calls.js';
import { addPages } from './add-pages.js';
import { addressList } from './address-list.js';
import { FILES, filesHandler } from './files/files-handler.js';
import { ServedArea } from './files/served-area.js';
import { hostCheck } from './host-names.js';
import type { Listen } from './listen-address.js';
import { peerOf } from './peer.js';
import { refuse, refuseError, refuseUnreadable, statusOf } from './refusals.js';
import { pathOf, readTarget } from './request-target.js';
import { RequestsUnderWay } from './requests-under-way.js';
import { SenderPace } from './sender-pace.js';
import { tlsOptions } from './tls-options.js';
import { trustedProxies } from './trusted-proxies.js';
import { errorCode, errorText } from '../error-facts.js';

/** A hub that listens. */
export interface RunningServer {
  /** Where it answers: `http://127.0.0.1:8080`. */
  readonly url: string;
  /**
   * Goes on answering for some seconds while `/readyz` says that the hub is about to end and every answer ends its connection:
   * so that balancers and callers turn to another hub before this one closes.
   */
  drain(seconds: number): Promise<void>;
  /**
   * Stops taking requests, answers calls that wait for news, waits for all others and closes the sockets. The hub itself
   * stays open.
   * @param grace seconds after which requests that are not done, such as the download of a long file, are cut off.
   * Default: 5.
   */
  close(grace?: number): Promise<void>;
}

/* Uploads and long polls may take their time, see SenderPace; a peer that sends no headers may not. */
const HEADERS_SECONDS = 30;
const IDLE_SECONDS = 65;
/* Bytes of what is sent to a page. */
const LARGEST_FORM = 65_536;
const PLAIN = 'text/plain; charset=utf-8';
/* Seconds that requests under way have when the server closes. */
const GRACE_SECONDS = 5;

/**
 * Serves a hub over HTTP, or HTTPS when hub.conf names a certificate: `/kojihub` takes calls and uploads,
 * `/kojifiles` shows the served folders of `KojiDir`, `/healthz`, `/readyz` and `/metrics` are for operators, and modules
 * may add pages.
 */
export async function serve(hub: Hub, listen: Listen): Promise<RunningServer> {
  const https = tlsOptions(hub.config);
  let made: MadeServer | undefined;
  const app = fastify({
    logger: false,
    forceCloseConnections: 'idle',
    exposeHeadRoutes: false,
    bodyLimit: LARGEST_FORM,
    clientErrorHandler: refuseUnreadable,
    serverFactory: (others) => (made = makeServer(hub, https, others)).server,
  });
  await mkdir(hub.config.KojiDir, { recursive: true });
  app.setErrorHandler<FastifyError>((error, request, reply) => {
    if (statusOf(error) >= 500) hub.log.error({ err: error }, 'a request failed');
    return refuseError(error, request, reply);
  });
  app.setNotFoundHandler((request, reply) =>
    reply.code(404).type(PLAIN).send('There is nothing at this address\n'),
  );
  addOperations(app, hub, () => made?.underWay.isDraining === true);
  addPages(app, hub, trustedProxies(hub.config.TrustedProxies));
  await listenOn(app, listen);
  const address = app.server.address();
  const port = typeof address === 'object' && address !== null ? address.port : listen.port;
  return {
    url: `${https ? 'https' : 'http'}://${shownHost(listen.host)}:${port}`,
    drain: (seconds) => {
      made!.underWay.startDraining();
      return sleep(seconds * 1000);
    },
    close: (grace = GRACE_SECONDS) => closeServer(app, made!.underWay, hub, grace),
  };
}

async function listenOn(app: FastifyInstance, { host, port }: Listen): Promise<void> {
  try {
    await app.listen({ host, port });
  } catch (cause) {
    const reasons: Record<string, string> = {
      EADDRINUSE: 'the port is taken by another program',
      EADDRNOTAVAIL: 'this machine does not have the address',
      EACCES: 'this user may not listen on that port',
    };
    const reason = reasons[errorCode(cause)] ?? errorText(cause);
    throw new Error(`cannot listen on ${shownHost(host)}:${port}: ${reason}`, { cause });
  }
}

function shownHost(host: string): string {
  return host.includes(':') ? `[${host}]` : host;
}

async function closeServer(
  app: FastifyInstance,
  underWay: RequestsUnderWay,
  hub: Hub,
  grace: number,
): Promise<void> {
  underWay.startClosing();
  const late = setTimeout(() => {
    hub.log.warn(
      { requests: [...underWay.responses()].length },
      'requests under way were cut off, since the server closes',
    );
    underWay.cut();
  }, grace * 1000);
  try {
    await app.close();
  } finally {
    clearTimeout(late);
  }
}

interface MadeServer {
  readonly server: Server;
  readonly underWay: RequestsUnderWay;
}

/* Calls go straight to the hub, files to their handler, everything else through the router. */
function makeServer(hub: Hub, https: ReturnType<typeof tlsOptions>, others: RequestListener): MadeServer {
  const area = new ServedArea(hub.config.KojiDir, servedFolders(hub.config));
  const files = filesHandler(area, hub.log);
  const foreign = hostCheck(hub.config, { tls: https !== undefined });
  const listener: RequestListener = (request, response) => {
    underWay.add(response);
    const plainCall = isPlainCall(request.url ?? '');
    const target = plainCall ? undefined : readTarget(request.url ?? '');
    const first = plainCall ? CALLS : target?.names[0];
    const refusal = foreign(request, first);
    if (refusal !== undefined) return refuse(response, 421, refusal);
    if (plainCall) return void calls(request, response);
    if (target === undefined) return refuse(response, 400, 'This address cannot be read');
    // Whoever looks at the path from here on sees the one spelling that was decided on.
    request.url = pathOf(target.names, target.slash) + target.query;
    if (first === CALLS) void calls(request, response);
    else if (first === FILES) void files(request, response, target);
    else others(request, response);
  };
  const limits = {
    keepAliveTimeout: IDLE_SECONDS * 1000,
    headersTimeout: HEADERS_SECONDS * 1000,
    // SenderPace watches instead.
    requestTimeout: 0,
  };
  const server = https
    ? createSecureServer({ ...https, ...limits }, listener)
    : createServer(limits, listener);
  const underWay = new RequestsUnderWay(server, https !== undefined);
  new SenderPace(() => underWay.responses()).watch(underWay.closing);
  const calls = callHandler(hub, trustedProxies(hub.config.TrustedProxies), underWay.closing);
  return { server, underWay };
}

function addOperations(app: FastifyInstance, hub: Hub, isDraining: () => boolean): void {
  const allowed = addressList('MetricsAllowed', hub.config.MetricsAllowed);
  const proxies = trustedProxies(hub.config.TrustedProxies);
  app.get('/healthz', async () => 'ok\n');
  app.get('/readyz', async (request, reply) => {
    const reason = isDraining() ? 'this hub is about to end' : await hub.notReady();
    return reason === undefined ? 'ready\n' : reply.code(503).send(`${reason}\n`);
  });
  app.get('/metrics', async (request, reply) => {
    const { remoteAddress } = peerOf(request.raw.socket, request.headers, proxies);
    if (!allowed.isEmpty && !allowed.includes(remoteAddress))
      return reply
        .code(403)
        .send(`${remoteAddress} may not read the metrics: see MetricsAllowed in hub.conf\n`);
    const { contentType, text } = await hub.metrics();
    return reply.type(contentType).send(text);
  });
}
