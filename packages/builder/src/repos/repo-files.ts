import { encodePath, GenericError } from '@kojikit/protocol';
import { createWriteStream } from 'node:fs';
import { access, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { fileURLToPath } from 'node:url';
import type { BuilderSettings } from '../config/settings.js';

/** Folder of a repo below the hub's files, on disk and below `topurl` alike. */
export function repoPath(repoId: number, tagName: string): string {
  return `repos/${tagName}/${repoId}`;
}

/** The URL of a path below the hub's files; a file URL where no `topurl` is set. */
export function fileUrl(settings: Pick<BuilderSettings, 'topurl' | 'topdir'>, path: string): string {
  return `${settings.topurl ?? `file://${encodePath(settings.topdir)}`}/${encodePath(path)}`;
}

/**
 * Reads a file of the hub: from `topdir` where this host has it, else from `topurl`.
 * @returns `undefined` if there is no such file.
 */
export async function readHubFile(
  settings: Pick<BuilderSettings, 'topurl' | 'topdir'>,
  path: string,
  signal?: AbortSignal,
): Promise<Buffer | undefined> {
  const local = await readFile(join(settings.topdir, path)).catch(() => undefined);
  return local ?? readUrl(fileUrl(settings, path), signal);
}

/** Reads a file or HTTP URL whole; `undefined` if there is no such file. */
export async function readUrl(url: string, signal?: AbortSignal): Promise<Buffer | undefined> {
  if (url.startsWith('file:')) return readFile(fileURLToPath(url)).catch(() => undefined);
  const response = await fetch(url, { signal: signal ?? null });
  if (response.status === 404) return undefined;
  if (!response.ok) throw new GenericError(`cannot read ${url}: HTTP status ${response.status}`);
  return Buffer.from(await response.arrayBuffer());
}

/** Stores a file or HTTP URL on disk. */
export async function download(url: string, target: string, signal?: AbortSignal): Promise<void> {
  const response = await fetch(url, { signal: signal ?? null });
  if (!response.ok || !response.body)
    throw new GenericError(`cannot read ${url}: HTTP status ${response.status}`);
  await pipeline(Readable.fromWeb(response.body), createWriteStream(target));
}

/** Whether a path exists. */
export async function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}
