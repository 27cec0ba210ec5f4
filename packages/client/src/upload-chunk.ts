import { Adler32, GenericError } from '@kojikit/protocol';

/** Where a block of a file goes. */
export interface ChunkTarget {
  /** Folder below the hub's work folder. */
  readonly path: string;
  readonly name: string;
  readonly offset: number;
  readonly overwrite?: boolean;
  readonly volume?: string;
}

/** URL parameters of a block. */
export function chunkParameters(target: ChunkTarget): Record<string, string> {
  return {
    filename: target.name,
    filepath: target.path,
    fileverify: 'adler32',
    offset: String(target.offset),
    ...((target.overwrite ?? true) && { overwrite: '1' }),
    ...volumeKeyword(target.volume),
  };
}

/** Throws GenericError unless the hub received exactly these bytes. */
export function checkChunk(data: Uint8Array, answer: unknown): void {
  const { size, hexdigest } = (answer ?? {}) as { size?: unknown; hexdigest?: unknown };
  if (Number(size) !== data.length) {
    throw new GenericError(`server returned wrong chunk size: ${String(size)} != ${data.length}`);
  }
  const expected = new Adler32().update(data).hexDigest();
  if (hexdigest !== expected) {
    throw new GenericError(`upload checksum failed: ${String(hexdigest)} != ${expected}`);
  }
}

/** `DEFAULT` is what hubs without volumes have, so it is not named. */
export function volumeKeyword(volume: string | undefined): { volume?: string } {
  return volume === undefined || volume === '' || volume === 'DEFAULT' ? {} : { volume };
}
