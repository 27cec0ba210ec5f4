import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';

type Response = ServerResponse<IncomingMessage>;

/** The connections of a server, and the requests that it is busy with on each. */
export class RequestsUnderWay {
  private readonly connections = new Map<Socket, Set<Response>>();
  /** The connections as requests know them: with TLS these are not those of the network. */
  private readonly sockets: Map<Socket, Set<Response>>;
  private readonly end = new AbortController();
  private draining = false;

  /** @param tls whether the server is one of HTTPS. */
  constructor(server: Server, tls: boolean) {
    this.sockets = tls ? new Map() : this.connections;
    server.on('connection', (socket: Socket) => keep(this.connections, socket));
    if (tls) server.on('secureConnection', (socket: Socket) => keep(this.sockets, socket));
    // Node's own takes an answer that was handed over for one that has been sent, and cuts it off.
    server.closeIdleConnections = () => this.closeIdle();
  }

  /** Aborted when the server is about to close: calls that wait for news are answered. */
  get closing(): AbortSignal {
    return this.end.signal;
  }

  /** Whether the server ends soon and callers had better connect elsewhere. */
  get isDraining(): boolean {
    return this.draining;
  }

  *responses(): Iterable<Response> {
    for (const responses of this.sockets.values()) yield* responses;
  }

  add(response: Response): void {
    const { socket } = response.req;
    const responses = this.sockets.get(socket);
    // A connection that is gone already.
    if (responses === undefined) return;
    responses.add(response);
    if (this.draining) response.setHeader('connection', 'close');
    response.once('close', () => {
      responses.delete(response);
      if (this.closing.aborted && responses.size === 0) socket.destroy();
    });
  }

  /** From now on a connection ends with the answer that is under way on it, or the next one. */
  startDraining(): void {
    this.draining = true;
    for (const response of this.responses())
      if (!response.headersSent) response.setHeader('connection', 'close');
  }

  /** As {@link startDraining}; calls that wait for news are answered now. */
  startClosing(): void {
    this.startDraining();
    this.end.abort();
  }

  /** Cuts every connection, whatever is under way on it. */
  cut(): void {
    for (const socket of this.connections.keys()) socket.destroy();
  }

  private closeIdle(): void {
    for (const [socket, responses] of this.sockets) if (responses.size === 0) socket.destroy();
  }
}

function keep(sockets: Map<Socket, Set<Response>>, socket: Socket): void {
  sockets.set(socket, new Set());
  socket.once('close', () => sockets.delete(socket));
}
