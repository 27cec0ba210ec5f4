import { basename } from 'node:path';
import type { Client } from '@kojikit/client';
import type { UploadOptions } from './hub-session.js';

/** Sends a file in pieces and has the hub check what arrived. */
export async function uploadFile(
  client: Client,
  file: string,
  path: string,
  { name = basename(file), onProgress }: UploadOptions,
): Promise<void> {
  const start = performance.now();
  let last = start;
  let before = 0;
  await client.upload(file, path, name, {
    onProgress: (sent, total) => {
      const now = performance.now();
      const piece = sent - before;
      onProgress?.({ sent, total, piece, pieceSeconds: (now - last) / 1000, seconds: (now - start) / 1000 });
      [before, last] = [sent, now];
    },
  });
}
