import { isFault, isKojiFault, type KojiFault } from '@kojikit/protocol';
import type { Settings } from './client-options.js';
import { decodeAnswer } from './decode-answer.js';
import { ClientClosedError, isDroppedConnection, isTemporary } from './errors.js';
import { tlsOf } from './login.js';
import type { WrittenRequest } from './request-writer.js';
import { Transport } from './transport.js';

/** How patiently a request is sent. */
interface Patience {
  /** Whether it is sent again when the hub is not reached. */
  readonly mayRetry: boolean;
  readonly signal?: AbortSignal;
}

/** Sends requests and reads their answers, again and again where the settings say so, until it is closed. */
export class Sender {
  private readonly transport: Transport;
  private readonly closing = new AbortController();
  private resent = 0;
  private version: string | undefined;

  constructor(private readonly settings: Settings) {
    this.transport = new Transport(tlsOf(settings));
  }

  /** Aborts when this is closed. */
  get closed(): AbortSignal {
    return this.closing.signal;
  }

  /** How often a request had to be sent again so far. */
  get resends(): number {
    return this.resent;
  }

  /** What the hub has last said its version is. */
  get hubVersion(): string | undefined {
    return this.version;
  }

  /** Sends, and again while the hub is not reached or offline; `method` is for the log. */
  async persistently(
    method: string,
    request: WrittenRequest,
    { mayRetry, signal }: Patience,
  ): Promise<unknown> {
    const { retries, retryInterval, offlineRetry, offlineRetryInterval, log } = this.settings;
    for (let tries = 1; ; tries++) {
      try {
        return await this.once(request, signal);
      } catch (error) {
        if (signal?.aborted) throw error;
        if (isOffline(error) && offlineRetry) {
          log(`the hub is offline: trying again in ${offlineRetryInterval} seconds`);
          await this.pause(offlineRetryInterval, signal);
          tries = 0;
          continue;
        }
        if (!mayRetry || !isTemporary(error) || tries > retries || this.closed.aborted) throw error;
        log(`try ${tries} of ${method} failed: ${(error as Error).message}`);
        this.resent++;
        if (tries > 1) await this.pause(retryInterval, signal);
      }
    }
  }

  /** Sends, and once more at once when a kept connection turns out to be gone. */
  async once(request: WrittenRequest, signal?: AbortSignal): Promise<unknown> {
    const post = { ...request, signal };
    try {
      const answer = await this.transport.post(post).catch((error: unknown) => {
        signal?.throwIfAborted();
        if (!isDroppedConnection(error) || this.closed.aborted) throw error;
        this.resent++;
        return this.transport.post(post);
      });
      this.version = answer.hubVersion ?? this.version;
      return decodeAnswer(answer, request.url);
    } catch (error) {
      signal?.throwIfAborted();
      throw error;
    }
  }

  /** Closes connections; requests under way and later ones fail with ClientClosedError. */
  close(): void {
    this.closing.abort(new ClientClosedError());
    this.transport.close();
  }

  private async pause(seconds: number, signal?: AbortSignal): Promise<void> {
    const { setTimeout: sleep } = await import('node:timers/promises');
    const signals = signal === undefined ? this.closed : AbortSignal.any([signal, this.closed]);
    await sleep(seconds * 1000, undefined, { signal: signals }).catch(() => {
      throw signals.reason;
    });
  }
}

function isOffline(error: unknown): error is KojiFault {
  return isKojiFault(error) && isFault(error, 'ServerOffline');
}
