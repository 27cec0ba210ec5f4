import { WrittenArray } from './written-array.js';

/** Bytes that are made or read when they are wanted, of a length that is known before. */
export interface Part {
  readonly length: number;
  /** Reads them; can be asked for once. */
  pieces(): AsyncIterable<Uint8Array>;
  /** Gives back what they come from. Safe to call twice. */
  close(): Promise<void>;
}

/** An array whose items are read while it is encoded, so that it never is in memory as a whole. */
export class StreamedArray<Item = unknown> {
  constructor(readonly batches: AsyncIterable<readonly Item[] | WrittenArray<Item>>) {}

  /** All items as values, for who does not send them. They can be read once. */
  async values(): Promise<Item[]> {
    const items: Item[] = [];
    for await (const batch of this.batches)
      items.push(...(batch instanceof WrittenArray ? batch.values() : batch));
    return items;
  }
}

/** A long text of ASCII characters without markup, base64 mostly, that is read when it is sent. */
export class StreamedText {
  constructor(readonly part: Part) {}
}

/** A value that was encoded before: its bytes are a whole `<value>` element. */
export class EncodedValue {
  constructor(readonly part: Part) {}
}

/** Whether the value is read while it is encoded or sent. */
export function isStreamed(value: unknown): value is StreamedArray | StreamedText | EncodedValue {
  return value instanceof StreamedArray || value instanceof StreamedText || value instanceof EncodedValue;
}
