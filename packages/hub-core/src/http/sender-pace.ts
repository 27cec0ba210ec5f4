import type { IncomingMessage, ServerResponse } from 'node:http';

/** Milliseconds that a sender may send nothing at all. */
const STANDSTILL = 60_000;
/** Milliseconds that any request may take, and bytes per millisecond that a sender must send beyond them. */
const GRACE = 300_000;
const SLOWEST = 1;
/** Milliseconds between two looks. */
const LOOK_EVERY = 10_000;

const TOO_SLOW = 'HTTP/1.1 408 Request Timeout\r\nConnection: close\r\n\r\n';

/** How far a request has come, when it was last looked at. */
interface Progress {
  readonly started: number;
  readonly before: number;
  bytes: number;
  moved: number;
  /** Milliseconds in which the sender had to wait for the hub. */
  waited: number;
  looked: number;
}

/**
 * Watches the bodies of requests as they come in. Node's own limit is one time for a whole request, however large it is:
 * a long upload over a slow line would break off. Here it goes on while bytes come; who sends nothing for a minute, or less
 * than a kilobyte a second for long, is cut off. Time in which the hub takes nothing does not count.
 */
export class SenderPace {
  private readonly progress = new WeakMap<IncomingMessage, Progress>();

  /** @param underWay what the server is busy with. */
  constructor(private readonly underWay: () => Iterable<ServerResponse<IncomingMessage>>) {}

  /** Looks again and again until the signal is aborted. */
  watch(ended: AbortSignal): void {
    const timer = setInterval(() => this.look(performance.now()), LOOK_EVERY);
    timer.unref();
    ended.addEventListener('abort', () => clearInterval(timer), { once: true });
  }

  /** @param now milliseconds of a clock that only goes forward. */
  look(now: number): void {
    for (const response of this.underWay()) {
      if (!response.req.complete && this.isTooSlow(response.req, now)) cut(response);
    }
  }

  private isTooSlow(request: IncomingMessage, now: number): boolean {
    const { bytesRead } = request.socket;
    const known = this.progress.get(request);
    if (known === undefined) {
      const progress = { started: now, before: bytesRead, bytes: 0, moved: now, waited: 0, looked: now };
      this.progress.set(request, progress);
      return false;
    }
    // What has come is not taken yet: it is the hub's turn.
    if (request.readableLength > 0) {
      known.waited += now - known.looked;
      known.moved = now;
    }
    known.looked = now;
    const bytes = bytesRead - known.before;
    if (bytes > known.bytes) {
      known.bytes = bytes;
      known.moved = now;
    }
    const taken = now - known.started - known.waited;
    return now - known.moved > STANDSTILL || taken > GRACE + bytes / SLOWEST;
  }
}

function cut(response: ServerResponse<IncomingMessage>): void {
  const { socket } = response.req;
  if (response.headersSent) socket.destroy();
  else socket.end(TOO_SLOW, () => socket.destroy());
}
