/** An array whose items write their own XML, for rows that go out as they were read. */
export abstract class WrittenArray<Item = unknown> {
  abstract readonly length: number;
  /** Bytes that it has at least when it is written. */
  abstract readonly leastBytes: number;
  /** All items as `<value>` elements, one after the other, in UTF-8. Cut anywhere. */
  abstract pieces(): Iterable<Buffer>;
  /** The items as values, for who does not send them. */
  abstract values(): Item[];
}
