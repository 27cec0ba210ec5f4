import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { createServer as createTlsServer, type ServerOptions } from 'node:https';
import type { AddressInfo } from 'node:net';
import { decodeCall, encodeFault, encodeResponse, isKojiFault, splitKeywords } from '@kojikit/protocol';

/** One request as the server saw it. */
export interface Seen {
  readonly url: URL;
  readonly headers: IncomingMessage['headers'];
  readonly body: Buffer;
  readonly method: string;
  readonly positional: unknown[];
  readonly keywords: Record<string, unknown>;
  readonly request: IncomingMessage;
}

/** Returns a value, throws a fault, or takes over the response and returns `TAKEN`. */
export type Behaviour = (seen: Seen, response: ServerResponse) => unknown;
export const TAKEN = Symbol('the behaviour answers by itself');

/** A real HTTP(S) server that speaks XML-RPC; what it answers is up to the test. */
export class ScriptedHub {
  private constructor(
    private readonly server: Server,
    readonly url: string,
    /** Every request, in order of arrival. */
    readonly seen: Seen[],
  ) {}

  static async start(behaviour: Behaviour, tls?: ServerOptions): Promise<ScriptedHub> {
    const seen: Seen[] = [];
    const answer = (request: IncomingMessage, response: ServerResponse) => {
      void serve(request, response, behaviour, seen);
    };
    const server = tls === undefined ? createServer(answer) : createTlsServer(tls, answer);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    const origin = tls === undefined ? `http://127.0.0.1:${port}` : `https://localhost:${port}`;
    return new ScriptedHub(server, `${origin}/kojihub`, seen);
  }

  methods(): string[] {
    return this.seen.map((one) => one.method);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }
}

async function serve(
  request: IncomingMessage,
  response: ServerResponse,
  behaviour: Behaviour,
  all: Seen[],
): Promise<void> {
  const pieces: Buffer[] = [];
  for await (const piece of request) pieces.push(piece as Buffer);
  const body = Buffer.concat(pieces);
  const upload = request.headers['content-type'] === 'application/octet-stream';
  const { method, params } = upload ? { method: 'rawUpload', params: [] } : decodeCall(body);
  const url = new URL(request.url ?? '/', 'http://hub');
  const seen: Seen = { url, headers: request.headers, body, method, ...splitKeywords(params), request };
  all.push(seen);
  let text: string;
  try {
    const result = await behaviour(seen, response);
    if (result === TAKEN) return;
    text = encodeResponse(result);
  } catch (error) {
    if (!isKojiFault(error)) throw error;
    text = encodeFault(error.code, error.message);
  }
  response.writeHead(200, { 'content-type': 'text/xml', 'koji-version': '1.35.3' });
  response.end(text);
}
