import { open } from 'node:fs/promises';
import type { FileHandle } from 'node:fs/promises';
import type { Settings } from '../config/settings.js';
import { assertUploadSize } from '../limits/upload-size.js';

const PIECE = 1024 * 1024;

/**
 * Copies an open file of a root to a new file, without its zeros. It may grow meanwhile, so that its size is looked at
 * all the way. Throws GenericError when it is larger than may be uploaded; the signal's reason when that fires.
 * @param name How the file is called in messages.
 */
export async function copyOut(
  file: FileHandle,
  target: string,
  name: string,
  settings: Pick<Settings, 'max_upload'>,
  signal: AbortSignal,
): Promise<void> {
  assertUploadSize(name, (await file.stat()).size, settings);
  const copy = await open(target, 'w', 0o600);
  try {
    const buffer = Buffer.alloc(PIECE);
    const zeros = Buffer.alloc(PIECE);
    let at = 0;
    for (;;) {
      signal.throwIfAborted();
      const { bytesRead } = await file.read(buffer, 0, PIECE, at);
      if (bytesRead === 0) break;
      const isHole = buffer.compare(zeros, 0, bytesRead, 0, bytesRead) === 0;
      if (!isHole) await writeAll(copy, buffer.subarray(0, bytesRead), at);
      at += bytesRead;
      assertUploadSize(name, at, settings);
    }
    await copy.truncate(at);
  } finally {
    await copy.close();
  }
}

async function writeAll(file: FileHandle, bytes: Buffer, position: number): Promise<void> {
  for (let done = 0; done < bytes.length;) {
    done += (await file.write(bytes, done, bytes.length - done, position + done)).bytesWritten;
  }
}
