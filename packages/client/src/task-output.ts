import type { CallMethod } from '@kojikit/protocol';
import type { CallOptions } from './call-options.js';
import { volumeKeyword } from './upload-chunk.js';

/** Bytes per call: an answer is text, which cannot be longer than half a gigabyte, and is in memory as a whole. */
const PIECE = 4 * 1024 * 1024;

/** Which part of a task's file. */
export interface TaskOutputOptions {
  /** Where to begin; negative: so many bytes before the end. Default 0. */
  readonly offset?: number;
  /** Bytes; -1, the default, means up to the end. */
  readonly size?: number;
  /** A volume other than `DEFAULT`. */
  readonly volume?: string;
  /** Ends the reading. */
  readonly signal?: AbortSignal;
}

/** The part of a file that a task has uploaded, in pieces. Memory holds one of them, whatever the size of the file. */
export async function* readTaskOutput(
  client: { readonly call: CallMethod<CallOptions> },
  taskId: number,
  fileName: string,
  options: TaskOutputOptions = {},
): AsyncGenerator<Buffer, void, undefined> {
  const { volume, signal } = options;
  let { offset = 0, size = -1 } = options;
  const fromEnd = offset < 0;
  for (let first = true; ; first = false) {
    const asked = size < 0 ? PIECE : Math.min(size, PIECE);
    const part = { taskID: taskId, fileName, offset, size: asked, ...volumeKeyword(volume) };
    const text = await client.call('downloadTaskOutput', part, { signal });
    const piece = Buffer.from(text, 'base64');
    if (piece.length > 0 || first) yield piece;
    offset += piece.length;
    if (size >= 0) size -= piece.length;
    if (piece.length < asked || size === 0 || (fromEnd && offset >= 0)) return;
  }
}
