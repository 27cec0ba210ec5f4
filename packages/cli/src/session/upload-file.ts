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
  await client.upload(file, path, name, { onProgress });
}
