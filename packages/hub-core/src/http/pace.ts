import type { ServerResponse } from 'node:http';

/** Milliseconds that a reader may take nothing at all. */
const STANDSTILL = 300_000;
/** Milliseconds that any answer may take, and bytes per millisecond that a reader must take beyond them. */
const GRACE = 600_000;
const SLOWEST = 1;

/**
 * Writes at the pace of the reader. A reader that stands still for minutes, or takes less than a kilobyte a second for
 * long, is cut off: it keeps a file open, and may never end.
 */
export class Pace {
  private readonly started = performance.now();
  private written = 0;
  private timer: NodeJS.Timeout | undefined;

  constructor(private readonly response: ServerResponse) {
    // The answer must notice when its socket fails, but the process must not end of it.
    response.on('error', this.ignore);
  }

  /** Resolves true when more can be written, false when the reader is gone. */
  async write(piece: Uint8Array): Promise<boolean> {
    const { response } = this;
    if (response.destroyed || response.closed) return false;
    this.written += piece.length;
    if (response.write(piece)) return true;
    const left = GRACE + this.written / SLOWEST - (performance.now() - this.started);
    return new Promise((resolve) => {
      const finish = (open: boolean) => {
        clearTimeout(this.timer);
        response.off('drain', drained);
        response.off('close', gone);
        resolve(open);
      };
      const drained = () => finish(true);
      const gone = () => finish(false);
      this.timer = setTimeout(() => response.destroy(), Math.max(0, Math.min(STANDSTILL, left)));
      response.once('drain', drained);
      response.once('close', gone);
    });
  }

  end(): void {
    clearTimeout(this.timer);
    this.response.off('error', this.ignore);
  }

  private readonly ignore = (): void => undefined;
}
