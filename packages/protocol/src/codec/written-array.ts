import { WrittenBytes } from './written-bytes.js';

/** An array whose items write their own XML, for rows that go out as they were read. */
export abstract class WrittenArray<Item = unknown> {
  abstract readonly length: number;
  /** Bytes that it has at least when it is written. */
  abstract readonly leastBytes: number;
  /** The items as values, for who does not send them. */
  abstract values(): Item[];

  /**
   * Writes all items as `<value>` elements, one after the other. Yields where it writes whenever there are pieces to take, and at
   * times else.
   */
  abstract write(bytes: WrittenBytes): Iterable<WrittenBytes>;

  /** What {@link write} writes, cut anywhere. */
  *pieces(): Iterable<Buffer> {
    const bytes = WrittenBytes.expecting(this.leastBytes * 2);
    for (const written of this.write(bytes)) yield* written.take();
    yield* bytes.finish();
  }
}
