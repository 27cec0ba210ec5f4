import { setTimeout as sleep } from 'node:timers/promises';

export interface ReadEvent {
  readonly id: string;
  readonly name: string;
  readonly data: unknown;
}

/** Reads events as a browser does, one at a time. */
export class EventReader {
  private readonly reader: ReadableStreamDefaultReader<Uint8Array>;
  private readonly decoder = new TextDecoder();
  private text = '';
  /** The last `id:`. */
  position = '';

  constructor(
    readonly response: Response,
    private readonly cut: AbortController,
  ) {
    this.reader = response.body!.getReader();
  }

  /** The next event, or undefined when the stream has ended. */
  async next(): Promise<ReadEvent | undefined> {
    for (;;) {
      const end = this.text.indexOf('\n\n');
      if (end < 0) {
        const { done, value } = await this.reader.read();
        if (done) return undefined;
        this.text += this.decoder.decode(value, { stream: true });
        continue;
      }
      const fields = new Map(
        this.text
          .slice(0, end)
          .split('\n')
          .map((line) => [line.slice(0, line.indexOf(':')), line.slice(line.indexOf(':') + 1).trim()]),
      );
      this.text = this.text.slice(end + 2);
      const name = fields.get('event');
      if (name === undefined) continue;
      this.position = fields.get('id')!;
      return { id: this.position, name, data: JSON.parse(fields.get('data')!) as unknown };
    }
  }

  /** The next event of this name that tells something: one about no task only moves the position on. */
  async until(name: string): Promise<ReadEvent> {
    for (;;) {
      const event = await this.next();
      if (event === undefined) throw new Error(`the stream ended before an event ${name}`);
      if (event.name === name && !isEmpty(event.data)) return event;
    }
  }

  /** Leaves, as a browser whose connection breaks. */
  leave(): void {
    this.cut.abort();
  }
}

const isEmpty = (data: unknown) => Array.isArray(data) && data.length === 0;

/** Opens a stream of events; with `after`, as a browser does after a cut. */
export async function openEvents(address: string, after?: string): Promise<EventReader> {
  const cut = new AbortController();
  const headers: Record<string, string> = after === undefined ? {} : { 'last-event-id': after };
  return new EventReader(await fetch(address, { headers, signal: cut.signal }), cut);
}

/**
 * Follows a stream as a browser does: after a cut it connects again and goes on from where it was, until the stream says that
 * it has ended. Returns how often it was cut.
 */
export async function followEvents(address: string, told: (event: ReadEvent) => void): Promise<number> {
  let position: string | undefined;
  for (let cuts = 0; ; cuts += 1) {
    try {
      const events = await openEvents(address, position);
      for (let event = await events.next(); event !== undefined; event = await events.next()) {
        ({ position } = events);
        told(event);
        if (event.name === 'end') return cuts;
      }
    } catch {
      // Cut, or nobody there.
    }
    await sleep(20);
  }
}
