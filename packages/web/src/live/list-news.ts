import { createHash } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { hubCall } from '@kojikit/protocol';
import type { HubConnection } from '../hub/connection.js';
import { replyTo } from '../hub/reply.js';
import type { NewsKind } from '../http/page.js';

/** A list that somebody watches. */
export interface WatchedList {
  readonly kinds: readonly NewsKind[];
  /** What it holds now, see {@link rowsText}. */
  readonly look: () => Promise<string>;
}

/** Seconds after which a list is looked at although nothing was heard: what another make of hub does is not announced. */
const LOOK_SECONDS = 15;
/** Milliseconds between two looks, where there is always something new. */
const PAUSE = 1000;

/** Stands for the rows that a list shows, by their ids. */
export const rowsText = (...ids: readonly (number | string)[]): string =>
  createHash('sha256').update(JSON.stringify(ids)).digest('base64url').slice(0, 12);

/** Tells when a list holds other rows than before. */
export class ListNews {
  private seen = '';
  private looked = 0;

  constructor(
    private readonly connection: HubConnection,
    private readonly list: WatchedList,
    private readonly signal: AbortSignal,
  ) {}

  /** What the list holds as soon as that is not `rows`. */
  async after(rows: string): Promise<string> {
    for (;;) {
      await sleep(Math.max(this.looked + PAUSE - Date.now(), 0), undefined, { signal: this.signal });
      // What happens from here on is news to the next call.
      if (this.seen === '') await this.hear();
      this.looked = Date.now();
      const now = await this.list.look();
      if (now !== rows) return now;
      await this.hear(LOOK_SECONDS);
    }
  }

  private async hear(timeout?: number): Promise<void> {
    const kinds = [...this.list.kinds];
    const { signal, seen } = this;
    const reply = await replyTo(this.connection, hubCall('watchNews', { kinds, seen, timeout }), { signal });
    this.seen = reply.value() ?? seen;
  }
}
