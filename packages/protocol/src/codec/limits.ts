/** How large a document may be before it is refused. */
export interface DecodeLimits {
  /** Length of the document in bytes. Default 256 MiB. */
  readonly maxBytes: number;
  /** Arrays and structs inside each other. Default 200. */
  readonly maxDepth: number;
  /** Values of any kind, containers included. Default 10 million. */
  readonly maxValues: number;
}

/** The limits that hold where nothing else is said. */
export const DEFAULT_DECODE_LIMITS: DecodeLimits = {
  maxBytes: 256 * 1024 * 1024,
  maxDepth: 200,
  maxValues: 10_000_000,
};
